import { App, Button, Card, Flex, Progress, Tag } from 'antd';
import type { MassSendProgress } from '../../../contract/console/touches';
import { clockTextIn } from '../../ui/shop-time';
import { useMay, useSession } from '../session';
import { useRemind } from './touches-api';

const states: Record<MassSendProgress['state'], string> = {
  intended: '准备创建',
  unknown: '核实中',
  created: '等导购确认',
  rejected: '企业微信没有接受',
  finished: '已完成',
  cancelled: '已取消',
};
/** WeCom's limit in 24 hours. */
const mostReminders = 3;

/** One rep's task: sent, waiting, and why the others did not get it. */
export function MassSendCard({ task, onCancel }: { task: MassSendProgress; onCancel: () => void }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const { rep, state, customers, sent, waiting, takenOut, failed, reminders, lastRemindedAt, fault } = task;
  const parts = [
    `共 ${customers} 位客户`,
    `已发 ${sent}`,
    `等待 ${waiting}`,
    ...(takenOut > 0 ? [`移出 ${takenOut}`] : []),
    ...failed.map(({ title, count }) => `${title} ${count}`),
  ];
  return (
    <Card
      size="small"
      title={
        <>
          {rep.name} <Tag>{states[state]}</Tag>
        </>
      }
      extra={<Acts task={task} onCancel={onCancel} />}
      data-testid="mass-send"
    >
      <p className="touch-task-text">{task.text}</p>
      <Progress
        percent={customers === 0 ? 0 : Math.round((sent / customers) * 100)}
        size="small"
        aria-label={`${rep.name} 的群发任务已发送的比例`}
      />
      <p className="touch-task-parts">{parts.join(' · ')}</p>
      <p className="touch-quiet">
        {clockText(task.madeAt)} 创建，{clockText(task.notAfter)} 前有效
        {lastRemindedAt && `；24 小时内提醒过 ${reminders} 次，上次 ${clockText(lastRemindedAt)}`}
      </p>
      {fault && <p className="touch-task-fault">{fault}</p>}
    </Card>
  );
}

function Acts({ task, onCancel }: { task: MassSendProgress; onCancel: () => void }) {
  const { message } = App.useApp();
  const mayAct = useMay('touches.act');
  const remind = useRemind();
  if (!mayAct || task.waiting === 0) return null;
  const isSpent = task.reminders >= mostReminders;
  const nudge = () =>
    remind.mutate(task.id, {
      onSuccess: (told) => void (told.done ? message.success(told.message) : message.warning(told.message)),
      onError: (error) => void message.error(error.message),
    });
  return (
    <Flex gap={8}>
      {task.state === 'created' && (
        <Button
          size="small"
          loading={remind.isPending}
          disabled={isSpent}
          title={isSpent ? '24 小时内已提醒 3 次，到了企业微信的上限' : undefined}
          onClick={nudge}
        >
          提醒导购
        </Button>
      )}
      <Button size="small" danger onClick={onCancel}>
        取消任务
      </Button>
    </Flex>
  );
}
