import { Alert, App, Form, Input, Modal } from 'antd';
import type { MassSendProgress } from '../../../contract/console/touches';
import { useCancelTask } from './touches-api';

/** Ends the unsent rest of a rep's task; what was sent stays sent. */
export function CancelTaskDialog({ task, onClose }: { task: MassSendProgress; onClose: () => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const cancel = useCancelTask();
  const run = (reason: string) =>
    cancel.mutate(
      { id: task.id, reason },
      {
        onSuccess: (told) => {
          void (told.done ? message.success(told.message) : message.warning(told.message));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={`取消 ${task.rep.name} 的群发任务`}
      okText="取消任务"
      cancelText="再想想"
      okButtonProps={{ danger: true, loading: cancel.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{task.waiting} 位客户还没有发出，取消后不会再发；已发出的不受影响。</p>
      {cancel.error && <Alert type="error" showIcon title={cancel.error.message} role="alert" />}
      <Form form={form} layout="vertical" onFinish={({ reason }) => run(reason)}>
        <Form.Item
          name="reason"
          label="原因（导购和同事都会看到）"
          rules={[{ required: true, whitespace: true, min: 2, max: 100, message: '请写明原因，2 至 100 个字' }]}
        >
          <Input autoFocus maxLength={100} placeholder="例如：文案有误" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
