import { Descriptions } from 'antd';
import { Link } from 'react-router';
import type { ProfileView } from '../../../../contract/console/profile';
import { moneyText } from '../../../ui/money';
import { clockTextIn } from '../../../ui/shop-time';
import { useSession } from '../../session';

/** How she came, who follows her, what she bought in sum. */
export function Facts({ profile }: { profile: ProfileView }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const dayText = (at: string | null) => (at === null ? '—' : clockText(at).slice(0, 10));
  const { orders, referrer, followers, interests } = profile;
  const items = [
    { label: '怎样来的', children: `${profile.cameBy}，${dayText(profile.addedAt)}` },
    ...(referrer
      ? [
          {
            label: '推荐人',
            children: (
              <Link to={`../${encodeURIComponent(referrer.externalUserId)}`} relative="path">
                {referrer.name || '未命名客户'}
              </Link>
            ),
          },
        ]
      : []),
    { label: '累计消费', children: `${moneyText(orders.totalCents)}，${orders.count} 单` },
    { label: '最近下单', children: dayText(orders.lastAt) },
    { label: '最近互动', children: dayText(profile.lastActiveAt) },
    { label: '兴趣', children: interests.join('、') || '还没有记录' },
    {
      label: '谁在跟进',
      children: (
        <ul className="profile-followers">
          {followers.map(({ repUserId, repName, remark, followedAt, endedAt, half }) => (
            <li key={repUserId}>
              {repName}
              {remark && `（备注名：${remark}）`}，{dayText(followedAt)} 起
              {endedAt !== null && `，${dayText(endedAt)} 已结束`}
              {half && '，对方尚未回加'}
            </li>
          ))}
          {followers.length === 0 && <li>没有导购在跟进</li>}
        </ul>
      ),
    },
  ].map((item) => ({ ...item, key: item.label }));
  return <Descriptions column={1} size="small" items={items} />;
}
