import { Button, Descriptions, Drawer, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ConsoleTouch } from '../../../contract/console/touches';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { StateTag } from '../../ui/state-tag';
import { useMay, useSession } from '../session';
import { DecisionDialog } from './decision-dialog';
import { verbTitles } from './decision-words';
import { useTouchAddress } from './touch-address';
import { useTouch, type Verb } from './touches-api';

const paths: Record<ConsoleTouch['path'], string> = {
  welcome: '欢迎语，添加后自动发出',
  suggestion: '建议，由导购亲自发送',
  'mass-send': '群发任务，由导购确认',
};
/** States in which a decision can still change something. */
const may: Record<Verb, readonly ConsoleTouch['state'][]> = {
  hold: ['planned', 'offered'],
  cancel: ['planned', 'held', 'offered', 'unknown'],
  release: ['held'],
};

/** All of one touch: why it is, what it says, and when. */
export function TouchDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const touch = useTouch(id);
  return (
    <Drawer open={id !== null} title="触达" size="min(480px, 100vw)" onClose={onClose}>
      {touch.isPending && id !== null && <Loading />}
      {touch.error && <ErrorNotice error={touch.error} />}
      {touch.data && id !== null && <Whole touch={touch.data} />}
    </Drawer>
  );
}

function Whole({ touch }: { touch: ConsoleTouch }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const { go } = useTouchAddress();
  const { customer, rep, playTitle, occasion, dueOn, notBefore, notAfter, template, offeredAt, sentAt } = touch;
  const items = [
    {
      label: '客户',
      children: <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{customer.name}</Link>,
    },
    { label: '跟进人', children: rep?.name ?? '没有' },
    { label: '由头', children: occasion === playTitle ? playTitle : `${playTitle} · ${occasion}` },
    { label: '状态', children: <StateTag {...touch} /> },
    { label: '为什么', children: touch.why },
    { label: '时间', children: `${dueOn}，${clockText(notBefore)} 至 ${clockText(notAfter)}` },
    { label: '方式', children: paths[touch.path] },
    ...(template ? [{ label: '模板', children: template }] : []),
    ...(offeredAt ? [{ label: '交给导购', children: clockText(offeredAt) }] : []),
    ...(sentAt ? [{ label: '发出', children: clockText(sentAt) }] : []),
  ].map((item) => ({ ...item, key: item.label }));
  return (
    <>
      <Descriptions className="touch-whole" column={1} size="small" items={items} />
      <h2 className="touch-drawer-title">会发的文案</h2>
      <p className="touch-text">{touch.text || '还没有选定文案'}</p>
      <Decisions touch={touch} />
      <Button type="link" onClick={() => go({ view: 'why', customer: customer.id, touch: null })}>
        看这位客户当天每种打法的原因
      </Button>
    </>
  );
}

function Decisions({ touch }: { touch: ConsoleTouch }) {
  const mayAct = useMay('touches.act');
  const mayRelease = useMay('send.approve');
  const [verb, setVerb] = useState<Verb | null>(null);
  const verbs = (['hold', 'cancel', 'release'] as const).filter(
    (each) => may[each].includes(touch.state) && (each === 'release' ? mayRelease : mayAct),
  );
  return (
    <Flex gap={8} className="touch-drawer-acts">
      {verbs.map((each) => (
        <Button key={each} danger={each === 'cancel'} onClick={() => setVerb(each)}>
          {verbTitles[each]}
        </Button>
      ))}
      {verb && <DecisionDialog verb={verb} touches={[touch]} onClose={() => setVerb(null)} />}
    </Flex>
  );
}
