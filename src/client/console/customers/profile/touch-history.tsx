import type { CustomerTouch } from '../../../../contract/console/profile';
import { clockTextIn } from '../../../ui/shop-time';
import { StateTag } from '../../../ui/state-tag';
import { useSession } from '../../session';
import { More } from './more';
import { useTouches } from './profile-api';

/** Every touch, planned or over, each with its why. */
export function TouchHistory({ externalUserId }: { externalUserId: string }) {
  const list = useTouches(externalUserId);
  const touches = list.data?.pages.flatMap((page) => page.touches) ?? [];
  return (
    <More list={list} count={touches.length} empty="还没有安排过触达">
      <ul className="profile-touches">
        {touches.map((touch) => (
          <OneTouch key={touch.id} touch={touch} />
        ))}
      </ul>
    </More>
  );
}

function OneTouch({ touch }: { touch: CustomerTouch }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const { dueOn, playTitle, why, text, sentAt } = touch;
  return (
    <li>
      <div className="profile-line">
        <span>{dueOn}</span>
        <b>{playTitle}</b>
        <StateTag {...touch} />
        {sentAt && <span>{clockText(sentAt)} 发出</span>}
      </div>
      <div>{why}</div>
      {text && <p className="profile-touch-text">{text}</p>}
    </li>
  );
}
