import { Button, Flex, Tooltip } from 'antd';
import type { TemplateVariableView } from '../../../contract/console/templates';
import { depthNames } from './words';

interface Props {
  variables: readonly TemplateVariableView[];
  disabled: boolean;
  onInsert: (text: string) => void;
}

/** What a text of this play may say; a tap puts it in at the cursor. */
export function VariablePalette({ variables, disabled, onInsert }: Props) {
  return (
    <div className="palette" role="group" aria-label="可以插入的内容">
      <span className="palette-title">点一下插入：</span>
      <Flex wrap gap={6}>
        {variables.map((variable) => (
          <Tooltip key={variable.path} title={<About variable={variable} />}>
            <Button
              size="small"
              disabled={disabled}
              onClick={() => onInsert(textOf(variable))}
              data-path={variable.path}
            >
              {variable.title}
            </Button>
          </Tooltip>
        ))}
      </Flex>
    </div>
  );
}

function About({ variable: { path, description, depth, optional, kind } }: { variable: TemplateVariableView }) {
  return (
    <>
      <div>{description}</div>
      <div>
        {path} · {depthNames[depth]}
        {optional && ' · 可能没有：没有时这位客户会换用别的文案'}
        {kind === 'flag' && ' · 只能用来判断'}
      </div>
    </>
  );
}

function textOf({ path, kind }: TemplateVariableView): string {
  return kind === 'flag' ? `{% if ${path} %}{% endif %}` : `{{ ${path} }}`;
}
