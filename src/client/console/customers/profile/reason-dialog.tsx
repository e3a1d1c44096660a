import type { UseMutationResult } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import type { ProfileView } from '../../../../contract/console/profile';

/** Asks for the words that a change wants. */
export function ReasonDialog({
  isOpen,
  title,
  note,
  label,
  change,
  onClose,
}: {
  isOpen: boolean;
  title: string;
  note: string;
  label: string;
  change: UseMutationResult<ProfileView, Error, string>;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ words: string }>();
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Modal
      open={isOpen}
      title={title}
      okText="确定"
      confirmLoading={change.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={close}
    >
      {change.error && <Alert type="error" showIcon role="alert" title={change.error.message} />}
      <p>{note}</p>
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={({ words }) => change.mutate(words.trim(), { onSuccess: close })}
      >
        <Form.Item
          name="words"
          label={label}
          rules={[{ required: true, whitespace: true, min: 2, message: '请写明，至少 2 个字' }]}
        >
          <Input.TextArea maxLength={200} showCount rows={3} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
