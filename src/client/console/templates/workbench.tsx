import { Alert, Button, Tabs, Tag } from 'antd';
import { useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { TemplateFaultView, TemplateView } from '../../../contract/console/templates';
import { useMay } from '../session';
import { Attachments } from './attachments';
import { ClashDialog } from './clash-dialog';
import { linesOf, part, withField } from './front-matter';
import { HeaderForm } from './header-form';
import { PhonePreview } from './phone-preview';
import { PublishBar } from './publish-bar';
import { ReachPanel } from './reach-panel';
import { type Catalogue, useLint, usePreview, useSettled } from './templates-api';
import { TextEditor, type TextEditorHandle } from './text-editor';
import { type Desk, useDesk } from './use-desk';
import { VariablePalette } from './variable-palette';
import { VersionsPanel } from './versions-panel';
import { stateNames } from './words';

const noFaults: TemplateFaultView[] = [];

/** One template: written on the left, seen as the customer sees it on the right. */
export function Workbench({ template, catalogue }: { template: TemplateView; catalogue: Catalogue }) {
  const desk = useDesk(template);
  const [search, setSearch] = useSearchParams();
  const { name } = template;
  const settled = useSettled(desk.source);
  const lint = useLint(name, settled);
  const faults = lint.data?.faults ?? noFaults;
  const customer = search.get('customer');
  const written = { name, source: settled, externalUserId: customer, occasion: search.get('occasion') };
  const preview = usePreview(written);
  const attachments = useMemo(() => part(settled)?.header.attachments ?? [], [settled]);
  const play = catalogue.plays.find((each) => each.play === template.play);
  const mayEdit = useMay('templates.edit');
  const set = (change: Record<string, string | null>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [key, value] of Object.entries(change)) {
        if (value === null) next.delete(key);
        else next.set(key, value);
      }
      return next;
    });
  const chooseCustomer = (externalUserId: string | null) => set({ customer: externalUserId, occasion: null });
  return (
    <div className="workbench" data-dirty={desk.dirty}>
      <div className="writing">
        <StateLine template={template} desk={desk} />
        <Tabs
          activeKey={search.get('tab') ?? 'edit'}
          onChange={(tab) => set({ tab: tab === 'edit' ? null : tab })}
          items={[
            {
              key: 'edit',
              label: '编辑',
              children: <Writing {...{ desk, faults, catalogue, play }} />,
            },
            {
              key: 'reach',
              label: '会发给谁',
              children: <ReachPanel name={name} source={settled} onCustomer={chooseCustomer} />,
            },
            {
              key: 'versions',
              label: `版本（${template.versions.length}）`,
              children: <VersionsPanel key={template.versions.length} template={template} desk={desk} />,
            },
          ]}
        />
        <PublishBar template={template} desk={desk} faults={faults.length} />
      </div>
      <PhonePreview
        preview={preview.data}
        attachments={attachments}
        isFresh={!preview.isFetching && settled === desk.source}
        customer={customer}
        maxChars={play?.maxChars ?? null}
        onCustomer={chooseCustomer}
        onOccasion={(occasion) => set({ occasion })}
        onTest={mayEdit ? () => desk.test.mutate({ ...written, source: desk.source }) : null}
        isTesting={desk.test.isPending}
      />
      <ClashDialog
        clash={desk.clash}
        isSaving={desk.overwrite.isPending}
        onMine={({ theirs: { revision, baseVersion }, yours }) =>
          desk.overwrite.mutate({ revision, baseVersion, source: yours })
        }
        onTheirs={async ({ theirs }) => {
          await desk.reload();
          desk.setSource(theirs.source);
          desk.closeClash();
        }}
        onClose={desk.closeClash}
      />
    </div>
  );
}

function StateLine({ template, desk }: { template: TemplateView; desk: Desk }) {
  const { state, latest, draft, name } = template;
  const moved = draft !== null && draft.baseVersion !== desk.inUse;
  return (
    <>
      <div className="state-line">
        <Tag className={`tag-${state}`}>
          {stateNames[state]}
          {state === 'published' && latest && ` · 第 ${latest.version} 版`}
        </Tag>
        {draft && <Tag className="tag-draft">{draft.submission ? '草稿待批准' : `草稿 · ${draft.authorName}`}</Tag>}
        <code>{name}</code>
      </div>
      {moved && (
        <Alert
          type="warning"
          showIcon
          title="线上版本在这份草稿之后变过，请在「版本」里对照，改好再提交"
          action={
            <Button
              size="small"
              onClick={() =>
                desk.overwrite.mutate({ revision: draft.revision, baseVersion: desk.inUse, source: desk.source })
              }
            >
              已对照，继续
            </Button>
          }
        />
      )}
    </>
  );
}

interface WritingProps {
  desk: Desk;
  faults: readonly TemplateFaultView[];
  catalogue: Catalogue;
  play: Catalogue['plays'][number] | undefined;
}

function Writing({ desk, faults, catalogue, play }: WritingProps) {
  const disabled = !useMay('templates.edit');
  const editor = useRef<TextEditorHandle>(null);
  const { source } = desk;
  const parted = useMemo(() => part(source), [source]);
  return (
    <>
      {parted && play && (
        <HeaderForm
          {...{ source, catalogue, play, faults, disabled }}
          header={parted.header}
          onChange={desk.setSource}
        />
      )}
      {!parted && <Alert type="warning" title="抬头读不懂，下面是全文，请照提示改好" />}
      <VariablePalette
        variables={play?.variables ?? []}
        disabled={disabled}
        onInsert={(text) => editor.current?.insert(text)}
      />
      <TextEditor
        value={parted ? parted.body : source}
        linesBefore={parted ? linesOf(parted.front) : 0}
        readOnly={disabled}
        variables={play?.variables ?? []}
        faults={faults}
        onChange={(text) => desk.setSource(parted ? parted.front + text : text)}
        onSave={() => desk.save.mutate(undefined)}
        handle={editor}
      />
      {parted && parted.header.channel !== 'welcome' && (
        <Attachments
          attachments={parted.header.attachments}
          imagesOnly={parted.header.neverSells || (play?.forbids.includes('link') ?? false)}
          disabled={disabled}
          onChange={(each) => desk.setSource(withField(source, ['attachments'], each.length === 0 ? undefined : each))}
        />
      )}
      <Faults faults={faults} onGo={(fault) => editor.current?.goTo(fault)} />
    </>
  );
}

function Faults(props: { faults: readonly TemplateFaultView[]; onGo: (fault: TemplateFaultView) => void }) {
  const { faults, onGo } = props;
  if (faults.length === 0) return <p className="no-fault">没有发现问题</p>;
  return (
    <ul className="faults" aria-label={`${faults.length} 处要改`} data-testid="faults">
      {faults.map((fault) => (
        <li key={`${fault.message}-${fault.position?.line}-${fault.position?.column}`}>
          <Button type="link" size="small" danger onClick={() => onGo(fault)}>
            {fault.message}
          </Button>
        </li>
      ))}
    </ul>
  );
}
