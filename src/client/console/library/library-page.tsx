import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { type LibraryKind, libraryKinds } from '../../../contract/console/library';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { useMay } from '../session';
import { DocumentsDrawer } from './documents-drawer';
import { EntryDrawer } from './entry-drawer';
import { EntryList } from './entry-list';
import { FolderMenu } from './folder-menu';
import { HitList } from './hit-list';
import './library.css';
import { useGuide } from './library-api';
import { kindNames } from './library-words';

/** 话术库: what the shop can say and knows, by folder and by question. Kind, folder, question and drawer stand in the address. */
export function LibraryPage() {
  const guide = useGuide();
  const mayEdit = useMay('library.edit');
  const [search, setSearch] = useSearchParams();
  const kind = libraryKinds.find((each) => each === search.get('kind')) ?? 'script';
  const folder = search.get('folder');
  const q = search.get('q') ?? '';
  const go = (parts: Record<string, string | null>) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(parts)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  };
  if (!guide.data) {
    return (
      <>
        <PageHead title="话术库" />
        {guide.error ? <ErrorNotice error={guide.error} onRetry={() => void guide.refetch()} /> : <Loading />}
      </>
    );
  }
  const { folders, writes } = guide.data;
  const countOf = (of: LibraryKind) =>
    folders.filter((each) => each.kind === of).reduce((sum, { count }) => sum + count, 0);
  const entry = search.get('entry');
  return (
    <>
      <PageHead
        title="话术库"
        note={libraryKinds.map((each) => `${kindNames[each]} ${countOf(each)}`).join('，')}
        actions={
          <Flex gap={8} wrap>
            <Button icon={<UploadOutlined />} onClick={() => go({ panel: 'documents' })}>
              资料文件
            </Button>
            {mayEdit && kind !== 'passage' && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => go({ entry: 'new' })}>
                新建{kindNames[kind]}
              </Button>
            )}
          </Flex>
        }
      />
      <Flex gap={12} wrap className="library-bar">
        <Input.Search
          key={q}
          className="library-search"
          aria-label="搜索话术库"
          placeholder="像客户那样问：滤芯多久换一次"
          allowClear
          defaultValue={q}
          maxLength={200}
          onSearch={(text) => go({ q: text.trim() })}
        />
        <Segmented
          aria-label="类别"
          value={kind}
          options={libraryKinds.map((value) => ({ value, label: kindNames[value] }))}
          onChange={(value) => go({ kind: value, folder: null, q: null, page: null })}
        />
      </Flex>
      {q === '' ? (
        <div className="library">
          <FolderMenu
            folders={folders.filter((each) => each.kind === kind)}
            chosen={folder}
            onChoose={(chosen) => go({ folder: chosen, page: null })}
          />
          <EntryList kind={kind} folder={folder} onOpen={(id) => go({ entry: id })} />
        </div>
      ) : (
        <HitList q={q} onOpen={(id) => go({ entry: id })} />
      )}
      {entry !== null && (
        <EntryDrawer
          key={entry}
          id={entry === 'new' ? null : entry}
          kind={kind === 'answer' ? 'answer' : 'script'}
          folder={folder ?? '未分类'}
          guide={guide.data}
          onClose={() => go({ entry: null })}
        />
      )}
      <DocumentsDrawer
        isOpen={search.get('panel') === 'documents'}
        mayUpload={mayEdit && writes.corp}
        onClose={() => go({ panel: null })}
      />
    </>
  );
}
