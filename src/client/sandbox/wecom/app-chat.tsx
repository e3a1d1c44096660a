import { Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { Avatar } from '../avatar';
import type { ChatLine } from '../chat';
import { Bubble, Chat } from '../chat';
import { LinkedText } from '../linked-text';
import type { AppMessage, Customer, Rep } from '../sandbox-state';
import { SayBar } from '../say-bar';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';
import { webAddress } from '../web-address';
import { MarkdownView } from './markdown-view';
import { TemplateCard } from './template-card';

const textual = z.object({ content: z.string() });
const textcard = z.object({
  title: z.string(),
  description: z.string(),
  url: z.string(),
  btntxt: z.string().optional(),
});

function TextCard({ body }: { body: unknown }) {
  const { title, description, url, btntxt } = textcard.parse(body);
  return (
    <article className="template-card">
      <div className="card-title">{title}</div>
      <div className="card-text">{description.replace(/<[^>]*>/g, '')}</div>
      <div className="card-links">
        <a href={webAddress(url)} target="_blank" rel="noreferrer">
          {btntxt ?? texts.wecom.open} <span aria-hidden>›</span>
        </a>
      </div>
    </article>
  );
}

function AppWords({ message }: { message: AppMessage }) {
  const { msgtype, body } = message;
  const read = textual.safeParse(body);
  if (msgtype === 'markdown' && read.success) return <MarkdownView source={read.data.content} />;
  if (msgtype === 'text' && read.success) return <LinkedText text={read.data.content} />;
  return texts.wecom.unshown(msgtype);
}

function appLine(message: AppMessage, app: string, repUserId: string): ChatLine {
  const line = (content: ChatLine['content']) => ({ key: message.seq, at: Date.parse(message.at), content });
  if (message.recalled) return line(<p className="chat-notice">{texts.wecom.recalled(app)}</p>);
  const face = <span className="app-face">{[...app][0]}</span>;
  const isCard = message.msgtype === 'template_card' || message.msgtype === 'textcard';
  return line(
    <Bubble mine={false} avatar={face} bare={isCard} testId="app-message">
      {message.msgtype === 'template_card' && <TemplateCard message={message} repUserId={repUserId} />}
      {message.msgtype === 'textcard' && <TextCard body={message.body} />}
      {!isCard && <AppWords message={message} />}
    </Bubble>,
  );
}

function linesOf(rep: Rep, app: string): ChatLine[] {
  return rep.appChat.map((entry) => {
    if (entry.from === 'app') return appLine(entry, app, rep.repUserId);
    const content = (
      <Bubble mine avatar={<Avatar name={rep.name} of={rep.repUserId} />} testId="rep-words">
        {entry.text}
      </Bubble>
    );
    return { key: entry.seq, at: Date.parse(entry.at), content };
  });
}

/** What the rep would call the customer whose phone is shown. */
function nameFor(rep: Rep, customer: Customer | undefined): string | undefined {
  const friend = customer?.reps.find(({ repUserId }) => repUserId === rep.repUserId);
  return friend && (friend.remark || customer?.name);
}

export function AppChat({ state, rep, customer }: { state: Seen; rep: Rep; customer: Customer | undefined }) {
  const write = useAct('rep-writes-to-app');
  const [draft, setDraft] = useState('');
  const { repUserId } = rep;
  const name = nameFor(rep, customer);
  const isShut = rep.left || !rep.visible;
  const quick = name === undefined ? texts.wecom.quick : [...texts.wecom.quick, name];
  return (
    <div className="app-chat" data-testid="rep-app-chat">
      <Chat
        lines={linesOf(rep, state.corp.app)}
        now={Date.parse(state.now)}
        empty={isShut ? texts.wecom.hidden : texts.wecom.noMessages(state.corp.app)}
        label={texts.wecom.tabs.app}
      />
      <div className="quick-words">
        {quick.map((text) => (
          <Button
            key={text}
            size="small"
            shape="round"
            disabled={isShut || write.isPending}
            onClick={() => write.mutate({ repUserId, text })}
            data-testid="bot-quick"
          >
            {text}
          </Button>
        ))}
        {name !== undefined && (
          <Button size="small" shape="round" type="dashed" onClick={() => setDraft(texts.wecom.birthday(name))}>
            {texts.wecom.birthday(name)}
          </Button>
        )}
      </div>
      <SayBar
        label={texts.wecom.writeLabel}
        placeholder={texts.wecom.write}
        send={texts.wecom.send}
        pending={write.isPending}
        disabled={isShut}
        inputTestId="bot-input"
        sendTestId="bot-send"
        draft={[draft, setDraft]}
        onSay={(text, done) => write.mutate({ repUserId, text }, { onSuccess: done })}
      />
    </div>
  );
}
