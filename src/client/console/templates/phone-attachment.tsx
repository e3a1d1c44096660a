import { consoleBase } from '../../../contract/console/endpoint';
import type { TemplateAttachment } from '../../../contract/console/templates';

/** An attachment as the chat shows it. */
export function PhoneAttachment({ attachment }: { attachment: TemplateAttachment }) {
  if (attachment.kind === 'image')
    return <img className="phone-image" src={addressOf(attachment.asset)} alt="图片附件" />;
  if (attachment.kind === 'link') {
    return (
      <div className="phone-card">
        <strong>{attachment.title}</strong>
        {attachment.description && <span>{attachment.description}</span>}
        <small>{hostOf(attachment.url)}</small>
      </div>
    );
  }
  return (
    <div className="phone-card">
      <strong>{attachment.title}</strong>
      <img src={addressOf(attachment.asset)} alt="小程序封面" />
      <small>小程序</small>
    </div>
  );
}

function addressOf(asset: string): string {
  return `${consoleBase}/template-assets/${asset}`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
