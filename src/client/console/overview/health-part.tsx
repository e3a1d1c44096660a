import { clockTextIn } from '../../ui/shop-time';
import { useSession } from '../session';
import type { Health } from './overview-api';

/** What is called by the thousand; others by their own name. */
const apiNames: Record<string, string> = {
  'message/send': '给导购发消息',
  'externalcontact/add_msg_template': '创建群发任务',
  'externalcontact/get_groupmsg_send_result': '读取群发结果',
  'externalcontact/get': '读取客户',
  'externalcontact/batch/get_by_user': '批量读取客户',
  'externalcontact/send_welcome_msg': '发欢迎语',
};

/** Whether WeCom reaches us and we it, and each error with its mend. */
export function HealthPart({ health: { callbacks, usage, errors, readAt } }: { health: Health }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const { lastReceivedAt, waiting, oldestWaitingAt, parked } = callbacks;
  const minutes = oldestWaitingAt ? Math.floor((Date.parse(readAt) - Date.parse(oldestWaitingAt)) / 60_000) : 0;
  return (
    <>
      <dl className="health">
        <dt>最近一次通知</dt>
        <dd>{lastReceivedAt ? clockText(lastReceivedAt) : '还没有收到过企业微信的通知，请到「接入」检查回调'}</dd>
        <dt>等待处理</dt>
        <dd>{waiting === 0 ? '没有' : `${waiting} 条，最早的等了 ${minutes} 分钟`}</dd>
        <dt>没能处理</dt>
        <dd>{parked === 0 ? '没有' : `${parked} 条，原因见下`}</dd>
        <dt>企业微信配额</dt>
        <dd>
          <Usage usage={usage} />
        </dd>
      </dl>
      {errors.length === 0 ? (
        <p>没有需要人修的错误。</p>
      ) : (
        <ul className="health-errors">
          {errors.map(({ at, what, fault, mend }) => (
            <li key={`${at} ${what}`}>
              <b>{what}</b> {clockText(at)}
              {fault && <div className="health-fault">{fault}</div>}
              <div>怎么改：{mend}</div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Usage({ usage }: { usage: Health['usage'] }) {
  const called = usage.filter(({ hour }) => hour > 0);
  const [nearest] = called;
  if (!nearest) return '这台服务器最近一小时没有调用';
  return (
    <>
      <ul className="health-usage">
        {called.map(({ path, minute, hour }) => {
          const name = path.replace('/cgi-bin/', '');
          return (
            <li key={path}>
              {apiNames[name] ?? name}：最近一分钟 {minute.toLocaleString()}，一小时 {hour.toLocaleString()}
            </li>
          );
        })}
      </ul>
      <span className="health-fault">
        每个接口上限：一分钟 {nearest.perMinute.toLocaleString()}，一小时 {nearest.perHour.toLocaleString()}
      </span>
    </>
  );
}
