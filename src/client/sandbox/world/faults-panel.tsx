import { Button, Collapse, Switch } from 'antd';
import { changeFaults, releaseCallbacks } from '../sandbox-api';
import type { FaultChange } from '../sandbox-api';
import type { Faults } from '../sandbox-state';
import { chatTime } from '../shanghai-time';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useChange } from '../use-sandbox';

const everywhere = '*';
const delayMs = 3000;
const shownEvents = 6;

interface Toggle {
  id: string;
  label: string;
  note: string;
  isOn: boolean;
  change: (on: boolean) => FaultChange;
}

/** Delay and lost answers are one fault of all paths: to change one is to say both. */
function wireFault({ delay, drop }: { delay: boolean; drop: boolean }): FaultChange {
  if (!delay && !drop) return { clear: true, path: everywhere };
  return { path: everywhere, fault: { ...(delay ? { delayMs } : {}), ...(drop ? { dropAnswer: 'after' } : {}) } };
}

function togglesOf({ down, api, callbacks }: Faults): Toggle[] {
  const wire = { delay: api[everywhere]?.delayMs !== undefined, drop: api[everywhere]?.dropAnswer !== undefined };
  const { faults } = texts;
  return [
    {
      id: 'down',
      label: faults.down,
      note: faults.downNote,
      isOn: down !== false,
      change: (on) => ({ down: on ? 'refuse' : false }),
    },
    {
      id: 'drop',
      label: faults.drop,
      note: faults.dropNote,
      isOn: wire.drop,
      change: (drop) => wireFault({ ...wire, drop }),
    },
    {
      id: 'delay',
      label: faults.delay,
      note: faults.delayNote,
      isOn: wire.delay,
      change: (delay) => wireFault({ ...wire, delay }),
    },
    {
      id: 'duplicate',
      label: faults.duplicate,
      note: faults.duplicateNote,
      isOn: callbacks.duplicate > 0,
      change: (on) => ({ callbacks: { duplicate: on ? 1 : 0 } }),
    },
    {
      id: 'reorder',
      label: faults.reorder,
      note: faults.reorderNote,
      isOn: callbacks.reorder,
      change: (reorder) => ({ callbacks: { reorder } }),
    },
    {
      id: 'hold',
      label: faults.hold,
      note: faults.holdNote,
      isOn: callbacks.hold,
      change: (hold) => ({ callbacks: { hold } }),
    },
  ];
}

function Events({ state }: { state: Seen }) {
  const { outcomes } = texts.faults;
  const latest = state.events.slice(-shownEvents).reverse();
  if (latest.length === 0) return <p className="muted">{texts.faults.noEvents}</p>;
  return (
    <ul className="event-list">
      {latest.map((event, index) => (
        <li key={index}>
          <time>{chatTime(Date.parse(event.at), Date.parse(state.now))}</time>
          <code>{event.event}</code>
          <span>
            {event.outcome in outcomes ? outcomes[event.outcome as keyof typeof outcomes] : event.outcome}
            {event.attempts > 1 && ` ×${event.attempts}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What may go wrong between the app and WeCom, on demand. */
export function FaultsPanel({ state }: { state: Seen }) {
  const change = useChange(changeFaults);
  const release = useChange(() => releaseCallbacks());
  const toggles = togglesOf(state.faults);
  const wrong = toggles.filter(({ isOn }) => isOn).length;
  const body = (
    <>
      {toggles.map(({ id, label, note, isOn, change: turn }) => (
        <label key={id} className="fault-row">
          <span>
            {label}
            <small>{note}</small>
          </span>
          <Switch
            size="small"
            checked={isOn}
            disabled={change.isPending}
            onChange={(on) => change.mutate(turn(on))}
            data-testid={`fault-${id}`}
          />
        </label>
      ))}
      <div className="fault-buttons">
        <Button size="small" loading={release.isPending} onClick={() => release.mutate(undefined)}>
          {texts.faults.release}
        </Button>
        <Button size="small" disabled={wrong === 0} onClick={() => change.mutate({ clear: true })}>
          {texts.faults.clear}
        </Button>
      </div>
      <h3>{texts.faults.events}</h3>
      <Events state={state} />
    </>
  );
  const extra = (
    <span className={wrong > 0 ? 'is-wrong' : 'muted'}>{wrong > 0 ? texts.faults.some(wrong) : texts.faults.none}</span>
  );
  return <Collapse className="faults" items={[{ key: 'faults', label: texts.faults.title, extra, children: body }]} />;
}
