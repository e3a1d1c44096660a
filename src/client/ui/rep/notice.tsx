import { repTexts } from './rep-texts';

/** A page that has nothing to list: why, and what to do. */
export function Notice(props: { title: string; text?: string; busy?: boolean; action?: string; onRetry?: () => void }) {
  return (
    <section className="notice" aria-busy={props.busy}>
      <h2>{props.title}</h2>
      {props.text && <p>{props.text}</p>}
      {props.onRetry && (
        <button className="button primary" onClick={props.onRetry}>
          {props.action ?? repTexts.retry}
        </button>
      )}
    </section>
  );
}
