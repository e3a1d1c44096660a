import { Button, Form, Input, Modal, Upload } from 'antd';
import type { TemplateAttachment } from '../../../contract/console/templates';
import { uploadImage } from './templates-api';

interface Props {
  kind: 'link' | 'miniprogram' | null;
  onAdd: (attachment: TemplateAttachment) => void;
  onClose: () => void;
}

interface Fields {
  title: string;
  url: string;
  description?: string;
  appId: string;
  page: string;
  asset: string;
}

/** A link, or a mini-program with its cover. */
export function AttachmentDialog({ kind, onAdd, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const isLink = kind === 'link';
  return (
    <Modal
      open={kind !== null}
      title={isLink ? '加一个链接' : '加一个小程序'}
      okText="加上"
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        onFinish={(fields) => onAdd(attachmentOf(fields, isLink))}
      >
        <Form.Item
          name="title"
          label="标题"
          rules={[{ required: true, message: '请写标题' }, within(isLink ? 128 : 64)]}
        >
          <Input />
        </Form.Item>
        {isLink ? <LinkFields /> : <MiniProgramFields onFault={(fault) => form.setFields([fault])} />}
      </Form>
    </Modal>
  );
}

function LinkFields() {
  return (
    <>
      <Form.Item
        name="url"
        label="网址"
        rules={[
          { required: true, message: '请写网址' },
          { type: 'url', message: '以 https:// 开头的完整网址' },
          within(2048),
        ]}
      >
        <Input placeholder="https://" />
      </Form.Item>
      <Form.Item name="description" label="说明（可以不写）" rules={[within(512)]}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  );
}

function MiniProgramFields({ onFault }: { onFault: (fault: { name: 'asset'; errors: string[] }) => void }) {
  const form = Form.useFormInstance<Fields>();
  const asset = Form.useWatch('asset', form);
  const upload = (file: File) =>
    uploadImage(file).then(
      ({ id }) => form.setFieldValue('asset', id),
      (error: Error) => onFault({ name: 'asset', errors: [error.message] }),
    );
  return (
    <>
      <Form.Item
        name="appId"
        label="AppID"
        rules={[{ required: true, pattern: /^wx[0-9a-zA-Z]{6,40}$/, message: '小程序的 AppID，以 wx 开头' }]}
      >
        <Input placeholder="wx" />
      </Form.Item>
      <Form.Item name="page" label="页面路径" rules={[{ required: true, message: '请写页面路径' }, within(1024)]}>
        <Input placeholder="pages/index/index" />
      </Form.Item>
      <Form.Item name="asset" label="封面" rules={[{ required: true, message: '请上传封面' }]}>
        <Upload
          accept="image/jpeg,image/png,image/webp"
          showUploadList={false}
          beforeUpload={(file) => {
            void upload(file);
            return false;
          }}
        >
          <Button>{asset ? '已上传，换一张' : '上传封面'}</Button>
        </Upload>
      </Form.Item>
    </>
  );
}

function attachmentOf({ title, url, description, appId, page, asset }: Fields, isLink: boolean): TemplateAttachment {
  return isLink
    ? { kind: 'link', title, url, ...(description ? { description } : {}) }
    : { kind: 'miniprogram', title, appId, page, asset };
}

/** WeCom counts bytes. */
function within(limit: number) {
  return {
    validator: async (_: unknown, text?: string) => {
      if (new Blob([text ?? '']).size > limit)
        throw new Error(`最多 ${limit} 字节，约 ${Math.floor(limit / 3)} 个汉字`);
    },
  };
}
