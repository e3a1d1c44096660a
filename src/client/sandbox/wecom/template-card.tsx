import { Button } from 'antd';
import { useAct } from '../use-sandbox';
import type { AppMessage } from '../sandbox-state';
import { texts } from '../texts';
import type { Card, CardButton } from './card';
import { readCard } from './card';
import { webAddress } from '../web-address';
import './card.css';

function Linked({ href, children }: { href: string; children: string }) {
  const address = webAddress(href);
  if (!address) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

function CardBody({ card }: { card: Card }) {
  const { source, main_title, emphasis_content, quote_area, sub_title_text } = card;
  return (
    <>
      {source.desc && <div className="card-source">{source.desc}</div>}
      {main_title.title && <div className="card-title">{main_title.title}</div>}
      {main_title.desc && <div className="card-desc">{main_title.desc}</div>}
      {emphasis_content.title && (
        <div className="card-emphasis">
          <strong>{emphasis_content.title}</strong>
          <span>{emphasis_content.desc}</span>
        </div>
      )}
      {(quote_area.title || quote_area.quote_text) && (
        <blockquote>
          {quote_area.title && <div>{quote_area.title}</div>}
          {quote_area.quote_text}
        </blockquote>
      )}
      {sub_title_text && <div className="card-text">{sub_title_text}</div>}
      {card.horizontal_content_list.length > 0 && (
        <dl className="card-rows">
          {card.horizontal_content_list.map((row, index) => (
            <div key={index}>
              <dt>{row.keyname}</dt>
              <dd>
                <Linked href={row.url}>{row.value}</Linked>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function CardLinks({ card }: { card: Card }) {
  const links = [...card.jump_list, { title: texts.wecom.detail, url: card.card_action.url }].filter(({ url }) =>
    webAddress(url),
  );
  if (links.length === 0) return null;
  return (
    <div className="card-links">
      {links.map(({ title, url }, index) => (
        <a key={index} href={url} target="_blank" rel="noreferrer">
          {title} <span aria-hidden>›</span>
        </a>
      ))}
    </div>
  );
}

interface ButtonsProps {
  buttons: CardButton[];
  message: AppMessage;
  repUserId: string;
}

/** As in WeCom: a card that was answered shows one grey button with the app's word. */
function CardButtons({ buttons, message, repUserId }: ButtonsProps) {
  const tap = useAct('rep-taps-card-button');
  const { taskId, greyedText, chosenKey } = message;
  const chosen = buttons.find(({ key }) => chosenKey !== undefined && key === chosenKey);
  if (greyedText !== undefined) {
    return (
      <div className="card-buttons">
        <Button disabled data-testid="card-button" data-greyed="true">
          {greyedText}
        </Button>
      </div>
    );
  }
  return (
    <div className="card-buttons">
      {buttons.map((button, index) => (
        <Button
          key={button.key || index}
          data-testid="card-button"
          data-key={button.key}
          type={button.style === 1 && index === 0 ? 'primary' : 'default'}
          danger={button.style === 3}
          disabled={taskId === undefined && button.type !== 1}
          loading={tap.isPending && tap.variables.key === button.key}
          {...(button.type === 1 ? { href: webAddress(button.url), target: '_blank', rel: 'noreferrer' } : {})}
          onClick={() => {
            if (button.type !== 1 && taskId !== undefined) tap.mutate({ repUserId, taskId, key: button.key });
          }}
        >
          {button.text}
        </Button>
      ))}
      {chosen && <div className="card-tapped">{texts.wecom.tapped(chosen.text)}</div>}
    </div>
  );
}

export function TemplateCard({ message, repUserId }: { message: AppMessage; repUserId: string }) {
  const card = readCard(message.body);
  const menu = card.action_menu.action_list.map(({ text, key }) => ({ text, key, style: 2, type: 0, url: '' }));
  const buttons = [...card.button_list, ...menu];
  return (
    <article className="template-card" data-testid="template-card" data-task-id={message.taskId}>
      <CardBody card={card} />
      <CardLinks card={card} />
      {(buttons.length > 0 || message.greyedText !== undefined) && (
        <CardButtons buttons={buttons} message={message} repUserId={repUserId} />
      )}
    </article>
  );
}
