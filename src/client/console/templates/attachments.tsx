import { DeleteOutlined, FileImageOutlined, LinkOutlined, MobileOutlined } from '@ant-design/icons';
import { App, Button, Flex, Upload } from 'antd';
import { useState } from 'react';
import type { TemplateAttachment } from '../../../contract/console/templates';
import { AttachmentDialog } from './attachment-dialog';
import { uploadImage } from './templates-api';

interface Props {
  attachments: readonly TemplateAttachment[];
  /** The play's texts carry no links. */
  imagesOnly: boolean;
  disabled: boolean;
  onChange: (attachments: TemplateAttachment[]) => void;
}

const most = 9;

/** 附件: what goes out behind the text, in its order. */
export function Attachments({ attachments, imagesOnly, disabled, onChange }: Props) {
  const { message } = App.useApp();
  const [adding, setAdding] = useState<'link' | 'miniprogram' | null>(null);
  const [isUploading, setUploading] = useState(false);
  const add = (attachment: TemplateAttachment) => onChange([...attachments, attachment]);
  const addImage = async (file: File) => {
    setUploading(true);
    await uploadImage(file)
      .then(({ id }) => add({ kind: 'image', asset: id }))
      .catch((error: Error) => void message.error(error.message, 6));
    setUploading(false);
  };
  const isFull = disabled || attachments.length >= most;
  return (
    <section className="attachments" aria-label="附件">
      <Flex gap={8} wrap align="center">
        <span className="palette-title">附件</span>
        <Upload
          accept="image/jpeg,image/png,image/webp,image/gif"
          showUploadList={false}
          disabled={isFull}
          beforeUpload={(file) => {
            void addImage(file);
            return false;
          }}
        >
          <Button size="small" icon={<FileImageOutlined />} disabled={isFull} loading={isUploading}>
            图片
          </Button>
        </Upload>
        {!imagesOnly && (
          <>
            <Button size="small" icon={<LinkOutlined />} disabled={isFull} onClick={() => setAdding('link')}>
              链接
            </Button>
            <Button size="small" icon={<MobileOutlined />} disabled={isFull} onClick={() => setAdding('miniprogram')}>
              小程序
            </Button>
          </>
        )}
        <span className="save-state">
          {attachments.length === 0 ? '没有附件' : `${attachments.length} 个，最多 ${most} 个`}
        </span>
      </Flex>
      <ul>
        {attachments.map((attachment, index) => (
          <li key={`${index}-${JSON.stringify(attachment)}`}>
            {nameOf(attachment)}
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`删去附件 ${index + 1}`}
              disabled={disabled}
              onClick={() => onChange(attachments.filter((_, each) => each !== index))}
            />
          </li>
        ))}
      </ul>
      <AttachmentDialog
        kind={adding}
        onClose={() => setAdding(null)}
        onAdd={(attachment) => {
          add(attachment);
          setAdding(null);
        }}
      />
    </section>
  );
}

function nameOf(attachment: TemplateAttachment): string {
  if (attachment.kind === 'image') return '图片';
  return `${attachment.kind === 'link' ? '链接' : '小程序'}：${attachment.title}`;
}
