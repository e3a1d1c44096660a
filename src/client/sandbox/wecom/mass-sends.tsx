import { Button, Tag } from 'antd';
import { Attachments } from '../attachments';
import type { MassSend, Rep } from '../sandbox-state';
import { chatTime } from '../shanghai-time';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';

const colors = { waiting: 'processing', sent: 'success', cancelled: 'default', ignored: 'default' } as const;
const shownNames = 8;

function Recipients({ recipients }: { recipients: MassSend['recipients'] }) {
  return (
    <div className="mass-recipients">
      <span>{texts.mass.to(recipients.length)}</span>
      {recipients.slice(0, shownNames).map(({ externalUserId, name, status }) => (
        <Tag key={externalUserId} color={status > 1 ? 'warning' : undefined}>
          {name}
          {status > 1 && ` · ${texts.mass.recipient[status] ?? ''}`}
        </Tag>
      ))}
      {recipients.length > shownNames && <span>{texts.mass.rest(recipients.length)}</span>}
    </div>
  );
}

function Result({ task }: { task: MassSend }) {
  const sent = task.recipients.filter(({ status }) => status === 1).length;
  return <span className="mass-result">{texts.mass.result(sent, task.recipients.length - sent)}</span>;
}

function Task({
  task,
  repUserId,
  now,
  onSent,
}: {
  task: MassSend;
  repUserId: string;
  now: number;
  onSent: () => void;
}) {
  const confirm = useAct('rep-confirms-mass-send');
  const ignore = useAct('rep-ignores-mass-send');
  const about = { repUserId, messageId: task.messageId };
  const canSend = task.status === 'waiting' || task.status === 'ignored';
  return (
    <article className="mass-task" data-testid="mass-send-task" data-status={task.status}>
      <header>
        <Tag color={colors[task.status]}>{texts.mass.status[task.status]}</Tag>
        <time>{chatTime(Date.parse(task.createdAt), now)}</time>
        {task.reminders > 0 && <span>{texts.mass.reminded(task.reminders)}</span>}
      </header>
      <p className="mass-text">{task.text}</p>
      <Attachments of={task.attachments} />
      <footer>
        <Recipients recipients={task.recipients} />
        <div className="mass-buttons">
          {task.status === 'sent' && <Result task={task} />}
          {task.status === 'waiting' && (
            <Button type="text" loading={ignore.isPending} onClick={() => ignore.mutate(about)}>
              {texts.mass.ignore}
            </Button>
          )}
          {canSend && (
            <Button
              type="primary"
              loading={confirm.isPending}
              onClick={() => confirm.mutate(about, { onSuccess: onSent })}
              data-testid="mass-send-confirm"
            >
              {texts.mass.confirm}
            </Button>
          )}
        </div>
      </footer>
    </article>
  );
}

/** 群发助手: nothing reaches a customer before the rep's tap here. */
export function MassSends({ state, rep, onSent }: { state: Seen; rep: Rep; onSent: () => void }) {
  if (rep.massSends.length === 0) return <p className="empty">{texts.mass.none}</p>;
  const newestFirst = [...rep.massSends].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  const waiting = newestFirst.filter(({ status }) => status === 'waiting');
  const rest = newestFirst.filter(({ status }) => status !== 'waiting');
  return (
    <div className="scroll-list" tabIndex={0}>
      <p className="list-count">{waiting.length > 0 ? texts.mass.waiting(waiting.length) : texts.mass.allDone}</p>
      {[...waiting, ...rest].map((task) => (
        <Task key={task.messageId} task={task} repUserId={rep.repUserId} now={Date.parse(state.now)} onSent={onSent} />
      ))}
    </div>
  );
}
