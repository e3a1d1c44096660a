import { UndoOutlined } from '@ant-design/icons';
import { Button, Card, Switch } from 'antd';
import type { CareValue } from '../../../contract/console/settings';
import { CareControl } from './care-control';
import { type CareField, careGroups } from './care-fields';
import { type PlayNames, playsOffOf, textOf, valueAt, withValue } from './care-value';

interface Props {
  care: CareValue;
  shipped: CareValue;
  plays: PlayNames;
  /** By path. */
  faults: ReadonlyMap<string, string>;
  disabled: boolean;
  onChange: (care: CareValue) => void;
}

/** The rules of care by group: each value with its meaning, its shipped value and the way back to it. */
export function CareForm(props: Props) {
  return (
    <div className="care-groups">
      {careGroups.map(({ title, note, fields }) => (
        <Card key={title} size="small" title={title} className="care-group">
          <p className="care-note">{note}</p>
          {fields.map((field) => (
            <FieldRow key={field.path} field={field} {...props} />
          ))}
        </Card>
      ))}
      <PlaySwitches {...props} />
    </div>
  );
}

function FieldRow({ field, care, shipped, faults, disabled, onChange }: Props & { field: CareField }) {
  const { path, label, meaning } = field;
  const value = valueAt(care, path);
  const own = valueAt(shipped, path);
  const fault = faults.get(path);
  return (
    <div className="care-row" data-testid={path}>
      <div className="care-words">
        <label htmlFor={path}>{label}</label>
        <span className="care-meaning">{meaning}</span>
      </div>
      <div className="care-control">
        <CareControl
          field={field}
          value={value}
          fault={fault !== undefined}
          disabled={disabled}
          onChange={(next) => onChange(withValue(care, path, next))}
        />
        <span className="care-default">
          <span className="care-meaning">默认 {textOf(field, own)}</span>
          {value !== own && !disabled && (
            <Button
              type="link"
              size="small"
              icon={<UndoOutlined />}
              aria-label={`${label}：恢复默认`}
              onClick={() => onChange(withValue(care, path, own))}
            >
              恢复
            </Button>
          )}
        </span>
        {fault && (
          <span className="care-fault" role="alert">
            {fault}
          </span>
        )}
      </div>
    </div>
  );
}

function PlaySwitches({ care, plays, disabled, onChange }: Props) {
  const off = playsOffOf(care);
  const turn = (name: string, on: boolean) =>
    onChange({ ...care, playsOff: on ? off.filter((each) => each !== name) : [...off, name] });
  return (
    <Card size="small" title="打法开关" className="care-group">
      <p className="care-note">关掉的打法不再安排新的触达。欢迎语是对客户主动添加的回应，一直开着。</p>
      {plays.map(({ name, title }) => (
        <div className="care-row" key={name} data-testid={`play-${name}`}>
          <label className="care-words" htmlFor={`play-${name}`}>
            {title}
          </label>
          <div className="care-control">
            <Switch
              id={`play-${name}`}
              checked={!off.includes(name)}
              disabled={disabled}
              checkedChildren="开"
              unCheckedChildren="关"
              onChange={(on) => turn(name, on)}
            />
          </div>
        </div>
      ))}
    </Card>
  );
}
