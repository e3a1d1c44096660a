import { Alert, Segmented, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Step } from './hint-strip';
import { HintStrip } from './hint-strip';
import { CustomerPhone } from './phone/customer-phone';
import { texts } from './texts';
import { useChoice } from './use-choice';
import { useMediaQuery } from '../ui/use-media-query';
import type { Seen } from './use-sandbox';
import { useClockMove, useSandboxState } from './use-sandbox';
import { RepWecom } from './wecom/rep-wecom';
import { ClockPanel } from './world/clock-panel';
import { FaultsPanel } from './world/faults-panel';
import { ShopPanel } from './world/shop-panel';
import { WhyPanel } from './world/why-panel';
import './world/world.css';

type Column = keyof typeof texts.columns;
const columns: Column[] = ['phone', 'wecom', 'world'];

export function SandboxPage() {
  const { data: state, error } = useSandboxState();
  if (state) return <World state={state} lost={error?.message} />;
  return (
    <div className="page-wait">
      {error ? (
        <Alert type="error" showIcon title={texts.errors.failed} description={error.message} />
      ) : (
        <Spin description={texts.loading} />
      )}
    </div>
  );
}

function World({ state, lost }: { state: Seen; lost: string | undefined }) {
  const { customer, rep, choose } = useChoice(state);
  const clock = useClockMove();
  const [done, setDone] = useState<ReadonlySet<Step>>(new Set());
  const [boughtAt, setBoughtAt] = useState<Readonly<Record<string, number>>>({});
  const tick = (step: Step) => setDone((before) => new Set(before).add(step));
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          {texts.brand}
          <span>{texts.title}</span>
        </h1>
        <p>{texts.subtitle(state.corp.name)}</p>
      </header>
      {lost !== undefined && <Alert banner type="warning" title={texts.errors.lost(lost)} data-testid="lost" />}
      <HintStrip done={done} />
      <Columns
        phone={
          <CustomerPhone
            state={state}
            customer={customer}
            repUserId={rep?.repUserId}
            onChoose={choose}
            onAdded={() => tick('add')}
          />
        }
        wecom={
          rep && <RepWecom state={state} rep={rep} customer={customer} onChoose={choose} onSent={() => tick('send')} />
        }
        world={
          <div className="column world-column">
            <ClockPanel state={state} clock={clock} boughtAt={customer && boughtAt[customer.externalUserId]} />
            <ShopPanel
              state={state}
              customer={customer}
              onChooseCustomer={(externalUserId) => choose({ externalUserId })}
              onBought={(externalUserId) => {
                setBoughtAt((before) => ({ ...before, [externalUserId]: Date.parse(state.now) }));
                tick('buy');
              }}
            />
            <WhyPanel state={state} customer={customer} clock={clock} />
            <FaultsPanel state={state} />
          </div>
        }
      />
    </div>
  );
}

/** Three columns side by side, or one at a time where they do not fit. */
function Columns(parts: Record<Column, ReactNode>) {
  const isNarrow = useMediaQuery('(max-width: 1023px)');
  const [shown, setShown] = useState<Column>('phone');
  if (!isNarrow) {
    return (
      <main className="columns">
        {parts.phone}
        {parts.wecom}
        {parts.world}
      </main>
    );
  }
  return (
    <main className="columns is-narrow">
      <Segmented
        block
        value={shown}
        options={columns.map((column) => ({ value: column, label: texts.columns[column] }))}
        onChange={setShown}
        data-testid="column-switch"
      />
      {parts[shown]}
    </main>
  );
}
