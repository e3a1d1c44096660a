import { useCallback, useEffect, useState } from 'react';

export interface Said {
  message: string;
  good: boolean;
}
export type Say = (message: string, good: boolean) => void;

const shownMs = 3_500;

export function useToast(): [Said | null, Say] {
  const [toast, setToast] = useState<Said | null>(null);
  const say = useCallback<Say>((message, good) => setToast({ message, good }), []);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);
  return [toast, say];
}

export function Toast({ toast }: { toast: Said | null }) {
  return (
    <div className="toast-place" role="status" aria-live="polite">
      {toast && <div className={toast.good ? 'toast' : 'toast bad'}>{toast.message}</div>}
    </div>
  );
}
