import { Badge, Button, Select, Tabs, Tag } from 'antd';
import { useState } from 'react';
import type { Choice } from '../use-choice';
import type { Customer, Rep } from '../sandbox-state';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { AppChat } from './app-chat';
import { KfDesk, kfCasesOf } from './kf-desk';
import { MassSends } from './mass-sends';
import { RepCustomers } from './rep-customers';
import { useUnread } from './use-unread';
import './wecom.css';

type Tab = keyof typeof texts.wecom.tabs;

/** Reps beside the shown one who have something new. */
const mostOthers = 3;

interface Props {
  state: Seen;
  rep: Rep;
  customer: Customer | undefined;
  onChoose: (choice: Partial<Choice>) => void;
  onSent: () => void;
}

function waiting(rep: Rep): number {
  return rep.massSends.filter(({ status }) => status === 'waiting').length;
}

/** One rep's WeCom: the app's chat, the mass-send assistant, the rep's customers and the shop's 微信客服. */
export function RepWecom({ state, rep, customer, onChoose, onSent }: Props) {
  const [tab, setTab] = useState<Tab>('app');
  const isUnread = useUnread(state.reps, tab === 'app' ? rep.repUserId : undefined);
  const kfCases = kfCasesOf(state, rep);
  const label = (name: Tab, mark: { count?: number; dot?: boolean }) => (
    <Badge size="small" offset={[6, -2]} {...mark}>
      <span data-testid={`wecom-tab-${name}`}>{texts.wecom.tabs[name]}</span>
    </Badge>
  );
  return (
    <section className="column wecom-column" aria-label={texts.columns.wecom} data-testid="rep-wecom">
      <div className="column-bar">
        <Select
          aria-label={texts.wecom.who}
          prefix={texts.wecom.who}
          popupMatchSelectWidth={320}
          value={rep.repUserId}
          options={state.reps.map((one) => ({ value: one.repUserId, label: one.name }))}
          optionRender={({ value }) => {
            const one = state.reps.find(({ repUserId }) => repUserId === value);
            return one && <RepOption rep={one} unread={isUnread(one.repUserId)} />;
          }}
          onChange={(repUserId: string) => onChoose({ repUserId })}
          data-testid="rep-select"
        />
        {rep.left && <Tag>{texts.wecom.left}</Tag>}
        {!rep.visible && <Tag>{texts.wecom.hidden}</Tag>}
        <span className="other-reps">
          {state.reps
            .filter((one) => one !== rep && !one.left && (isUnread(one.repUserId) || waiting(one) > 0))
            .slice(0, mostOthers)
            .map((one) => (
              <Badge key={one.repUserId} size="small" dot={waiting(one) === 0} count={waiting(one)}>
                <Button size="small" onClick={() => onChoose({ repUserId: one.repUserId })}>
                  {one.name}
                </Button>
              </Badge>
            ))}
        </span>
      </div>
      <div className="wecom">
        <Tabs
          activeKey={tab}
          destroyOnHidden
          onChange={(key) => setTab(key as Tab)} // the keys of the items below
          items={[
            {
              key: 'app',
              label: label('app', { dot: isUnread(rep.repUserId) }),
              children: <AppChat key={rep.repUserId} state={state} rep={rep} customer={customer} />,
            },
            {
              key: 'mass',
              label: label('mass', { count: waiting(rep) }),
              children: <MassSends state={state} rep={rep} onSent={onSent} />,
            },
            {
              key: 'customers',
              label: label('customers', {}),
              children: <RepCustomers state={state} rep={rep} customer={customer} onChoose={onChoose} />,
            },
            {
              key: 'kf',
              label: label('kf', { count: kfCases.length }),
              children: <KfDesk key={rep.repUserId} state={state} rep={rep} cases={kfCases} />,
            },
          ]}
        />
      </div>
    </section>
  );
}

function RepOption({ rep, unread }: { rep: Rep; unread: boolean }) {
  const count = waiting(rep);
  return (
    <span className="rep-option">
      {rep.name}
      <small>{rep.left ? texts.wecom.left : rep.position}</small>
      {unread && <Badge status="error" text={texts.wecom.newMessages} />}
      {count > 0 && <Tag color="processing">{texts.mass.waiting(count)}</Tag>}
    </span>
  );
}
