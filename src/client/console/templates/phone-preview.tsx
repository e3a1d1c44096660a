import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { TemplatePreview } from '../../../contract/console/template-preview';
import type { TemplateAttachment } from '../../../contract/console/templates';
import { useSession } from '../session';
import { PhoneAttachment } from './phone-attachment';
import { useCustomerChoice, useSettled } from './templates-api';
import { depthNames } from './words';

interface Props {
  preview: TemplatePreview | undefined;
  attachments: readonly TemplateAttachment[];
  isFresh: boolean;
  customer: string | null;
  maxChars: number | null;
  onCustomer: (externalUserId: string | null) => void;
  onOccasion: (key: string) => void;
  onTest: (() => void) | null;
  isTesting: boolean;
}

/** The chat as the customer will see it, with a real customer to try the text on. */
export function PhonePreview(props: Props) {
  const { preview, isFresh, maxChars, onTest, isTesting } = props;
  return (
    <section className="preview" aria-label="预览">
      <CustomerChooser {...props} />
      <Phone preview={preview} attachments={props.attachments} isFresh={isFresh} />
      {preview && (
        <p className="preview-note">
          {preview.occasion ? preview.occasion.title : '由头是示例'}
          {preview.depth && ` · ${depthNames[preview.depth]}`}
          {preview.text !== null && ` · ${preview.chars} 字${maxChars === null ? '' : `，最多 ${maxChars} 字`}`}
        </p>
      )}
      {preview && preview.occasions.length > 1 && (
        <Select
          aria-label="由头"
          value={preview.occasion?.key}
          options={preview.occasions.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={props.onOccasion}
        />
      )}
      {preview?.notes.map((note) => (
        <Alert key={note} type="warning" title={note} />
      ))}
      {onTest && (
        <Button onClick={onTest} loading={isTesting} disabled={preview?.text === null} data-testid="test-send">
          试发到我的企业微信
        </Button>
      )}
    </section>
  );
}

function CustomerChooser({ customer, onCustomer, preview }: Props) {
  const [search, setSearch] = useState('');
  const choice = useCustomerChoice(useSettled(search));
  const options = (choice.data?.customers ?? []).map(({ externalUserId, name, remark }) => {
    return { value: externalUserId, label: remark && remark !== name ? `${name}（${remark}）` : name };
  });
  const chosen = preview?.customer;
  if (chosen && !options.some(({ value }) => value === chosen.externalUserId)) {
    options.unshift({ value: chosen.externalUserId, label: chosen.name });
  }
  return (
    <Select
      aria-label="用哪位客户预览"
      data-testid="preview-customer"
      allowClear
      placeholder="示例客户；可搜索一位真实客户"
      value={customer}
      options={options}
      loading={choice.isFetching}
      notFoundContent={choice.isPending ? '正在找…' : '没有找到这个名字的客户'}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      onChange={(value?: string) => onCustomer(value ?? null)}
    />
  );
}

function Phone({ preview, attachments, isFresh }: Pick<Props, 'preview' | 'attachments' | 'isFresh'>) {
  const { shop } = useSession();
  const rep = preview?.rep.name || '导购';
  return (
    <div className="phone" data-fresh={isFresh}>
      <div className="phone-head">
        <span aria-hidden className="phone-back">
          ‹
        </span>
        <span className="phone-name">
          {rep}
          <span className="phone-corp">@{shop.name}</span>
        </span>
        <span aria-hidden>…</span>
      </div>
      <div className="phone-chat" aria-live="polite" data-testid="phone">
        {preview && preview.text !== null && (
          <div className="phone-line">
            <span className="phone-face" aria-hidden>
              {rep.slice(-1)}
            </span>
            <div className="phone-bubble">{preview.text}</div>
          </div>
        )}
        {attachments.map((attachment, index) => (
          <div className="phone-line" key={`${index}-${attachment.kind}`}>
            <span className="phone-face" aria-hidden>
              {rep.slice(-1)}
            </span>
            <PhoneAttachment attachment={attachment} />
          </div>
        ))}
        {preview?.text === null && <p className="phone-why">{preview.why}</p>}
      </div>
    </div>
  );
}
