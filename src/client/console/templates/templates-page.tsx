import { Button, Empty, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { useMediaQuery } from '../../ui/use-media-query';
import { useMay } from '../session';
import { NewTemplateDialog } from './new-template-dialog';
import { type Folder, TemplateMenu, TemplateSelect } from './template-menu';
import './templates.css';
import { type Catalogue, useCatalogue, useTemplate, useTemplates } from './templates-api';
import { Workbench } from './workbench';

/** 模板: what is said to customers, by play; written, tried, approved, taken back. */
export function TemplatesPage() {
  const list = useTemplates();
  const catalogue = useCatalogue();
  const error = list.error ?? catalogue.error;
  if (error && !(list.data && catalogue.data)) {
    return (
      <>
        <PageHead title="模板" />
        <ErrorNotice error={error} onRetry={() => void list.refetch().then(() => catalogue.refetch())} />
      </>
    );
  }
  if (!list.data || !catalogue.data) {
    return (
      <>
        <PageHead title="模板" />
        <Loading />
      </>
    );
  }
  return <Templates folders={list.data.plays} catalogue={catalogue.data} />;
}

function Templates({ folders, catalogue }: { folders: readonly Folder[]; catalogue: Catalogue }) {
  const [search, setSearch] = useSearchParams();
  const [modal, modalHolder] = Modal.useModal();
  const [making, setMaking] = useState(false);
  const mayEdit = useMay('templates.edit');
  const isNarrow = useMediaQuery('(max-width: 900px)');
  const chosen = search.get('name');
  const lines = folders.flatMap(({ templates }) => templates);
  const waiting = lines.filter(({ draft }) => draft === 'submitted').length;
  const inUse = lines.filter(({ state }) => state === 'published').length;
  const open = (name: string) => {
    setMaking(false);
    setSearch((before) => {
      const customer = before.get('customer');
      return { name, ...(customer ? { customer } : {}) };
    });
  };
  const choose = async (name: string) => {
    if (name === chosen) return;
    const isDirty = document.querySelector('[data-dirty="true"]') !== null;
    const left = !isDirty || (await modal.confirm({ title: '有改动没有保存，离开就没有了', okText: '不保存，离开' }));
    if (left) open(name);
  };
  useEffect(() => {
    const first = folders.find(({ templates }) => templates.length > 0)?.templates[0];
    if (!chosen && first && !isNarrow) setSearch({ name: first.name }, { replace: true });
  }, [chosen, folders, isNarrow, setSearch]);
  const Chooser = isNarrow ? TemplateSelect : TemplateMenu;
  return (
    <>
      <PageHead
        title="模板"
        note={`${lines.length} 份，${inUse} 份使用中${waiting > 0 ? `，${waiting} 份待批准` : ''}`}
        actions={
          mayEdit && (
            <Button onClick={() => setMaking(true)} data-testid="new-template">
              新写一份
            </Button>
          )
        }
      />
      <div className="templates">
        <Chooser folders={folders} chosen={chosen} onChoose={(name) => void choose(name)} />
        {chosen ? (
          <Chosen key={chosen} name={chosen} catalogue={catalogue} />
        ) : (
          <Empty description="选择一份模板，或新写一份" />
        )}
      </div>
      <NewTemplateDialog open={making} folders={folders} onClose={() => setMaking(false)} onMade={open} />
      {modalHolder}
    </>
  );
}

function Chosen({ name, catalogue }: { name: string; catalogue: Catalogue }) {
  const template = useTemplate(name);
  if (template.isPending) return <Loading />;
  if (!template.data) return <ErrorNotice error={template.error} onRetry={() => void template.refetch()} />;
  return <Workbench template={template.data} catalogue={catalogue} />;
}
