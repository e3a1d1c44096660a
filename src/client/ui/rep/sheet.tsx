import { type ReactNode, useEffect, useRef } from 'react';
import { repTexts } from './rep-texts';

/** A drawer from below, within reach of the thumb. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="sheet-body">
        <h2>{title}</h2>
        {children}
        <button className="button" onClick={onClose}>
          {repTexts.cancel}
        </button>
      </div>
    </dialog>
  );
}
