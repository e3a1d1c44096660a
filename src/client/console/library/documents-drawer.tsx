import { InboxOutlined } from '@ant-design/icons';
import { Alert, App, Button, Drawer, Empty, Popconfirm, Progress, Upload } from 'antd';
import { useState } from 'react';
import { ErrorNotice, Loading } from '../../ui/states';
import { clockTextIn } from '../../ui/shop-time';
import { useSession } from '../session';
import { useDocuments, useRemoveDocument, useUpload } from './library-api';

/** 资料: documents whose passages can be found; they come in here. */
export function DocumentsDrawer({
  isOpen,
  mayUpload,
  onClose,
}: {
  isOpen: boolean;
  mayUpload: boolean;
  onClose: () => void;
}) {
  return (
    <Drawer open={isOpen} title="资料文件" size={520} onClose={onClose} destroyOnHidden>
      {mayUpload && <UploadPlace />}
      <Documents mayRemove={mayUpload} />
    </Drawer>
  );
}

function UploadPlace() {
  const { message } = App.useApp();
  const [share, setShare] = useState(0);
  const upload = useUpload(setShare);
  const isReading = upload.isPending && share >= 1;
  return (
    <>
      <Upload.Dragger
        height={180}
        accept=".md,.markdown,.txt,.docx,.pdf,.csv"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          setShare(0);
          upload.mutate(file, {
            onSuccess: ({ fileName, passages }) =>
              void message.success(`「${fileName}」分成 ${passages} 段，现在就能搜到`),
          });
          return false;
        }}
      >
        <p>
          <InboxOutlined className="library-inbox" />
        </p>
        <p>把说明书、手册拖到这里，或点这里选择</p>
        <p className="library-source">Markdown、Word（.docx）、PDF、CSV，最大 20 MB；同名的会替换旧的</p>
      </Upload.Dragger>
      {upload.isPending && (
        <div role="status">
          <Progress percent={Math.round(share * 100)} status="active" />
          {isReading ? '正在读取文件……' : '正在上传……'}
        </div>
      )}
      {upload.error && (
        <Alert type="error" showIcon role="alert" title={upload.error.message} className="library-refusal" />
      )}
    </>
  );
}

function Documents({ mayRemove }: { mayRemove: boolean }) {
  const list = useDocuments();
  const remove = useRemoveDocument();
  const clockText = clockTextIn(useSession().shop.zone);
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  if (list.data.documents.length === 0) return <Empty description="还没有资料文件" />;
  return (
    <ul className="library-documents" aria-label="资料文件">
      {list.data.documents.map(({ id, fileName, passages, editorName, uploadedAt }) => (
        <li key={id}>
          <div>
            <div className="library-title">{fileName}</div>
            <div className="library-source">
              {passages} 段 · {editorName} · {clockText(uploadedAt)}
            </div>
          </div>
          {mayRemove && (
            <Popconfirm
              title={`删除「${fileName}」和它的 ${passages} 段？`}
              okText="删除"
              cancelText="不删"
              onConfirm={() => remove.mutate(id)}
            >
              <Button danger size="small">
                删除
              </Button>
            </Popconfirm>
          )}
        </li>
      ))}
    </ul>
  );
}
