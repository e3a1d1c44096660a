import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused } from '../ui/ask';
import { Notice } from '../ui/rep/notice';
import { useOutbox } from '../ui/rep/outbox';
import { signedIn, signIn, signInOnce, takeRefusal } from '../ui/rep/sign-in';
import { Toast, useToast } from '../ui/rep/toast';
import { Briefing } from './briefing';
import { readBriefing } from './sidebar-api';
import { texts } from './texts';
import { ClientFault, isInWecom, openChat } from './wecom';

/** The customer of the chat, for the rep beside it. */
export function SidebarPage() {
  if (!isInWecom) return <Notice {...texts.outside} />;
  return <InWecom />;
}

function InWecom() {
  const [refusal] = useState(takeRefusal);
  const [toast, say] = useToast();
  useOutbox(say);
  const chat = useQuery({ queryKey: ['chat'], queryFn: enterChat, enabled: refusal === '', staleTime: Infinity });
  const customer = chat.data ?? '';
  const briefing = useQuery({
    queryKey: ['briefing', customer],
    queryFn: () => readBriefing(customer),
    enabled: customer !== '',
    refetchInterval: 60_000,
  });
  if (refusal !== '') return <SignInNotice text={refusal} />;
  if (chat.error) return <ChatNotice error={chat.error} onRetry={() => void chat.refetch()} />;
  if (briefing.error && !briefing.data) {
    return <Notice title={texts.failTitle} text={briefing.error.message} onRetry={() => void briefing.refetch()} />;
  }
  if (!briefing.data) return <Notice title={texts.loading} busy />;
  return (
    <>
      <Briefing briefing={briefing.data} say={say} />
      <Toast toast={toast} />
    </>
  );
}

/** Never comes back where the page goes to WeCom to ask who the rep is. */
async function enterChat(): Promise<string> {
  try {
    const customer = await openChat();
    signedIn();
    return customer;
  } catch (error) {
    if (error instanceof Refused && error.status === 401 && signInOnce()) return new Promise(() => undefined);
    throw error;
  }
}

function ChatNotice({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof Refused && error.status === 401) return <SignInNotice text={texts.signIn.text} />;
  if (!(error instanceof ClientFault)) return <Notice title={texts.failTitle} text={error.message} onRetry={onRetry} />;
  if (error.kind === 'no-customer') return <Notice {...texts.noCustomer} onRetry={onRetry} />;
  if (error.kind === 'permission') return <Notice {...texts.noRight} onRetry={onRetry} />;
  return <Notice {...texts.silent} onRetry={onRetry} />;
}

function SignInNotice({ text }: { text: string }) {
  return <Notice title={texts.signIn.title} text={text} action={texts.signIn.again} onRetry={signIn} />;
}
