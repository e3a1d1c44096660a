import { moneyText } from '../ui/money';
import { stageNames, tierNames } from '../../contract/console/trust-names';
import { texts } from './texts';
import { type Changing, useEntry } from './use-entry';

/** Who the customer is, and what stands against selling or writing to them. */
export function ProfileHead(props: Changing) {
  const { briefing } = props;
  const { name, nickname, avatarUrl, stage, tier, repName, isMine, cameBy, addedOn, interests, tags } = briefing;
  const { deceased, optedOut, problem, orders } = briefing;
  const entry = useEntry(props);
  const origin = [cameBy, addedOn && texts.addedOn(addedOn)].filter(Boolean).join(' · ');
  return (
    <header className="card profile">
      <div className="who">
        {avatarUrl && <img src={avatarUrl} alt="" width={44} height={44} referrerPolicy="no-referrer" />}
        <div>
          <h1>{name}</h1>
          {nickname !== name && <p className="quiet">{texts.nickname(nickname)}</p>}
        </div>
        <span className="tags">
          <span className="tag">{stageNames[stage]}</span>
          {tier !== 'none' && <span className="tag">{tierNames[tier]}</span>}
        </span>
      </div>
      <p>{texts.orders(orders.count, moneyText(orders.totalCents))}</p>
      {origin && <p className="quiet">{origin}</p>}
      {!isMine && <p className="quiet">{repName === null ? texts.noRep : texts.rep(repName)}</p>}
      {interests.length + tags.length > 0 && (
        <p className="tags">
          {[...interests, ...tags].map((word) => (
            <span key={word} className="tag quiet">
              {word}
            </span>
          ))}
        </p>
      )}
      {deceased && <p className="stop">{texts.deceased}</p>}
      {optedOut && <p className="stop">{texts.optedOut(optedOut.reason)}</p>}
      {problem && (
        <div className="stop">
          <p>{texts.problem(problem.text)}</p>
          <button
            className="button"
            disabled={entry.isPending}
            onClick={() => entry.mutate({ path: '/problem/closing', body: {} })}
          >
            {texts.solved}
          </button>
        </div>
      )}
    </header>
  );
}
