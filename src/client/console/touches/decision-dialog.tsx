import { Alert, Form, Input, Modal } from 'antd';
import type { ConsoleTouch, Decision } from '../../../contract/console/touches';
import { verbEffects, verbTitles } from './decision-words';
import { useDecide, type Verb } from './touches-api';

interface Props {
  verb: Verb;
  touches: readonly ConsoleTouch[];
  /** @param isDone something may have changed */
  onClose: (isDone: boolean) => void;
}

/** Asks for the reason, which becomes the why that everybody reads; then tells what became of each. */
export function DecisionDialog({ verb, touches, onClose }: Props) {
  const [form] = Form.useForm<{ reason: string }>();
  const decide = useDecide();
  const title = touches.length === 1 ? `${verbTitles[verb]}这条触达` : `${verbTitles[verb]} ${touches.length} 条触达`;
  if (decide.data) {
    return (
      <Modal
        open
        title={title}
        okText="知道了"
        cancelButtonProps={{ hidden: true }}
        onOk={() => onClose(true)}
        onCancel={() => onClose(true)}
      >
        <Outcome decision={decide.data} touches={touches} />
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={title}
      okText={verbTitles[verb]}
      cancelText="再想想"
      okButtonProps={{ loading: decide.isPending, danger: verb === 'cancel' }}
      onOk={() => form.submit()}
      onCancel={() => onClose(false)}
    >
      <p>{verbEffects[verb]}</p>
      {decide.error && <Alert type="error" showIcon title={decide.error.message} role="alert" />}
      <Form form={form} layout="vertical" onFinish={({ reason }) => decide.mutate({ verb, touches, reason })}>
        <Form.Item
          name="reason"
          label="原因（导购和同事都会看到）"
          rules={[{ required: true, whitespace: true, min: 2, max: 100, message: '请写明原因，2 至 100 个字' }]}
        >
          <Input autoFocus maxLength={100} placeholder="例如：货还没到仓" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Outcome({ decision: { done, answers }, touches }: { decision: Decision; touches: readonly ConsoleTouch[] }) {
  const names = new Map(touches.map(({ id, customer, playTitle }) => [id, `${customer.name} · ${playTitle}`]));
  const words = new Map<string, string[]>();
  for (const { id, message } of answers) words.set(message, [...(words.get(message) ?? []), names.get(id) ?? id]);
  return (
    <>
      <Alert
        type={done === answers.length ? 'success' : 'warning'}
        showIcon
        title={done === answers.length ? `${done} 条已处理` : `${done} 条已处理，${answers.length - done} 条没有改动`}
      />
      <ul className="touch-outcomes">
        {[...words].map(([message, whose]) => (
          <li key={message}>
            {message}
            <div className="touch-quiet">
              {whose.slice(0, 5).join('、')}
              {whose.length > 5 && ` 等 ${whose.length} 条`}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
