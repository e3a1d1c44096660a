import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { templateEndpoints } from '../../../contract/console/templates';
import { call } from '../api';
import { emptySource } from './front-matter';
import type { Folder } from './template-menu';
import { paramsOf } from './templates-api';
import { channelNames } from './words';

interface Props {
  open: boolean;
  folders: readonly Folder[];
  onClose: () => void;
  onMade: (name: string) => void;
}

interface Wanted {
  play: string;
  own: string;
  title: string;
  channel: string;
}

/** How the texts of most plays go out. */
const usualChannel: Record<string, string> = { welcome: 'welcome', holiday: 'mass-send' };

/** A further text of a play, as a draft. */
export function NewTemplateDialog({ open, folders, onClose, onMade }: Props) {
  const [form] = Form.useForm<Wanted>();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: async ({ play, own, title, channel }: Wanted) => {
      const name = `${play}/${own}`;
      const body = { source: emptySource(play, title, channel), revision: null, baseVersion: 0 };
      await call(templateEndpoints.saveTemplateDraft, { params: paramsOf(name), body });
      await client.invalidateQueries({ queryKey: ['templates'] });
      return name;
    },
    onSuccess: (name) => {
      form.resetFields();
      onMade(name);
    },
  });
  return (
    <Modal
      open={open}
      title="新写一份模板"
      okText="开始写"
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(wanted) => make.mutate(wanted)}
        onValuesChange={(changed: Partial<Wanted>) => {
          if (changed.play) form.setFieldValue('channel', usualChannel[changed.play] ?? 'suggestion');
        }}
      >
        <Form.Item name="play" label="打法" rules={[{ required: true, message: '请选择打法' }]}>
          <Select options={folders.map(({ play, title }) => ({ value: play, label: title }))} />
        </Form.Item>
        <Form.Item name="title" label="名称" rules={[{ required: true, message: '请写名称' }]}>
          <Input maxLength={40} placeholder="例如：温暖祝福" />
        </Form.Item>
        <Form.Item
          name="own"
          label="代号"
          extra="导入导出的文件名，建好后不能改"
          rules={[
            { required: true, message: '请写代号' },
            { pattern: /^[a-z0-9][a-z0-9-]{0,50}$/, message: '只用小写字母、数字和连字符，例如 warm-wish' },
            { validator: (_, own: string) => refuseKnown(folders, `${form.getFieldValue('play')}/${own}`) },
          ]}
        >
          <Input maxLength={50} placeholder="例如：warm-wish" />
        </Form.Item>
        <Form.Item name="channel" label="怎么送达" rules={[{ required: true, message: '请选择怎么送达' }]}>
          <Select options={Object.entries(channelNames).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        {make.error && <Alert type="error" title={make.error.message} showIcon role="alert" />}
      </Form>
    </Modal>
  );
}

async function refuseKnown(folders: readonly Folder[], name: string): Promise<void> {
  if (folders.some(({ templates }) => templates.some((each) => each.name === name))) {
    throw new Error('这个代号已经有了，换一个');
  }
}
