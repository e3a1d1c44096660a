import { Form, Input, InputNumber, Select, Switch } from 'antd';
import type { TemplateFaultView } from '../../../contract/console/templates';
import { type Header, withField } from './front-matter';
import type { Catalogue, CataloguePlay } from './templates-api';
import { channelNames, whenNames, whenValueName } from './words';

interface Props {
  header: Header;
  source: string;
  play: CataloguePlay;
  catalogue: Catalogue;
  faults: readonly TemplateFaultView[];
  disabled: boolean;
  onChange: (source: string) => void;
}

/** The header as a form: each field writes its line of the front matter. */
export function HeaderForm({ header, source, play, catalogue, faults, disabled, onChange }: Props) {
  const set = (path: string[], value: unknown) => onChange(withField(source, path, value));
  const help = (field: string) => {
    const fault = faults.find((each) => each.field.split('.')[0] === field);
    return fault ? ({ validateStatus: 'error', help: fault.message } as const) : {};
  };
  return (
    <Form layout="vertical" className="header-form" disabled={disabled} component="div" requiredMark={false}>
      <Form.Item label="名称" htmlFor="template-title" {...help('title')}>
        <Input
          id="template-title"
          value={header.title}
          maxLength={40}
          onChange={({ target }) => set(['title'], target.value)}
        />
      </Form.Item>
      <Form.Item label="怎么送达" htmlFor="template-channel" {...help('channel')}>
        <Select
          id="template-channel"
          value={header.channel}
          options={Object.entries(channelNames).map(([value, label]) => ({ value, label }))}
          onChange={(value: string) => set(['channel'], value)}
        />
      </Form.Item>
      <Form.Item label="写给谁" htmlFor="template-audience" {...help('audience')}>
        <Select
          id="template-audience"
          mode="multiple"
          value={header.audience}
          options={catalogue.audiences.map(({ key, title }) => ({ value: key, label: `${title}客户` }))}
          onChange={(value: string[]) => set(['audience'], audienceAfter(header.audience, value))}
        />
      </Form.Item>
      <Form.Item
        label="权重"
        htmlFor="template-weight"
        tooltip="几份文案同样合适时，按权重分给不同客户，可以用来比较哪份更好"
        {...help('weight')}
      >
        <InputNumber
          id="template-weight"
          value={header.weight}
          min={1}
          max={100}
          precision={0}
          onChange={(value) => set(['weight'], value ?? 50)}
        />
      </Form.Item>
      {play.whenKeys.map((key) => (
        <Form.Item key={key} label={whenNames[key] ?? key} htmlFor={`template-${key}`} {...help('when')}>
          <Select
            id={`template-${key}`}
            mode={catalogue.whenValues[key] ? 'multiple' : 'tags'}
            allowClear
            placeholder="不限"
            value={header.when[key] ?? []}
            options={(catalogue.whenValues[key] ?? []).map((value) => ({ value, label: whenValueName(key, value) }))}
            onChange={(value: string[]) => set(['when', key], value.length === 0 ? undefined : value)}
          />
        </Form.Item>
      ))}
      {!play.forbids.includes('promotion') && (
        <Form.Item label="不做推销" htmlFor="template-never-sells" tooltip="打开后，价格、促销用语和链接都不能出现">
          <Switch
            id="template-never-sells"
            checked={header.neverSells}
            onChange={(checked) => set(['commercial'], checked ? 'never' : undefined)}
          />
        </Form.Item>
      )}
    </Form>
  );
}

/** 所有 and a part of all exclude each other. */
function audienceAfter(before: string[], chosen: string[]): string[] {
  if (chosen.length === 0 || (chosen.includes('any') && !before.includes('any'))) return ['any'];
  return chosen.filter((each) => each !== 'any');
}
