import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useState } from 'react';
import { templatePreviewEndpoints } from '../../../contract/console/template-preview';
import { templateEndpoints, type TemplateView } from '../../../contract/console/templates';
import { Refused } from '../../ui/ask';
import { call } from '../api';
import { paramsOf, type PreviewFor } from './templates-api';

/** Another tab's or somebody else's edit, beside one's own. */
export interface Clash {
  message: string;
  theirs: { source: string; revision: number; baseVersion: number; authorName: string };
  yours: string;
}

/** One template on the desk: what is being written, and everything that is done with it. */
export function useDesk(template: TemplateView) {
  const { name, draft, latest, state } = template;
  const client = useQueryClient();
  const { message } = App.useApp();
  const saved = draft?.source ?? latest?.source ?? '';
  const [source, setSource] = useState(saved);
  const [shown, setShown] = useState(saved);
  if (saved !== shown) {
    setShown(saved);
    // Somebody else's save, or a publication: what nobody is writing on follows it.
    if (source === shown) setSource(saved);
  }
  const [clash, setClash] = useState<Clash | null>(null);
  const dirty = source !== saved;
  useWarning(dirty);
  const params = paramsOf(name);
  const inUse = state === 'published' ? (latest?.version ?? 0) : 0;
  const reload = async () => {
    await client.invalidateQueries({ queryKey: ['template', name] });
    await client.invalidateQueries({ queryKey: ['templates'] });
  };
  const told = (error: Error) => {
    const theirs = clashOf(error);
    if (theirs) setClash({ message: error.message, theirs, yours: source });
    else void message.error(error.message, 6);
    // What was refused because the world moved on is shown as it now is.
    if (error instanceof Refused && error.status === 409 && !theirs) void reload();
  };
  const act = <T>(run: (input: T) => Promise<unknown>, done: string) => ({
    mutationFn: run,
    onSuccess: async () => {
      await reload();
      if (done) void message.success(done);
    },
    onError: told,
  });
  const keep = (over: { revision: number | null; baseVersion: number; source: string }) =>
    call(templateEndpoints.saveTemplateDraft, { params, body: over });
  const edited = { revision: draft?.revision ?? null, baseVersion: draft?.baseVersion ?? inUse, source };
  const submitting = async (note: string) => {
    const revision = dirty || !draft ? (await keep(edited)).draft.revision : draft.revision;
    await call(templateEndpoints.submitTemplate, { params, body: { revision, note } });
  };
  const currentVersion = state === 'published' ? (latest?.version ?? null) : null;
  return {
    source,
    setSource,
    saved,
    dirty,
    inUse,
    clash,
    closeClash: () => setClash(null),
    reload,
    save: useMutation(act(() => keep(edited), '草稿已保存')),
    /** Over theirs, or on the version that is in use now. */
    overwrite: useMutation(
      act(async (over: { revision: number | null; baseVersion: number; source: string }) => {
        await keep(over);
        setSource(over.source);
        setClash(null);
      }, '草稿已保存'),
    ),
    discard: useMutation(
      act(async () => {
        if (draft) await call(templateEndpoints.discardTemplateDraft, { params, body: { revision: draft.revision } });
        setSource(latest?.source ?? '');
      }, '草稿已删除'),
    ),
    submit: useMutation(act(submitting, '已提交，等同事批准')),
    takeBack: useMutation(act(() => call(templateEndpoints.takeBackTemplate, { params }), '已撤回')),
    reject: useMutation(
      act((note: string) => call(templateEndpoints.rejectTemplate, { params, body: { note } }), '已退回'),
    ),
    approve: useMutation(
      act(async () => {
        const { hash = '', audienceCount = 0 } = draft?.submission ?? {};
        await call(templateEndpoints.approveTemplate, { params, body: { hash, audienceCount } });
      }, '已发布，从下一次安排起使用'),
    ),
    rollBack: useMutation(
      act(async ({ version, note }: { version: number; note: string }) => {
        await call(templateEndpoints.rollBackTemplate, { params, body: { version, currentVersion, note } });
      }, '已恢复，从下一次安排起使用'),
    ),
    /** An old version's words, to go on from. */
    takeUp: useMutation(
      act(async (version: number) => {
        const old = { ...params, version: String(version) };
        setSource((await call(templateEndpoints.readTemplateVersion, { params: old })).source);
      }, ''),
    ),
    withdraw: useMutation(
      act(
        (note: string) =>
          call(templateEndpoints.withdrawTemplate, { params, body: { currentVersion: currentVersion ?? 0, note } }),
        '已停用',
      ),
    ),
    test: useMutation(
      act((body: PreviewFor) => call(templatePreviewEndpoints.testSendTemplate, { body }), '已发到你的企业微信'),
    ),
  };
}
export type Desk = ReturnType<typeof useDesk>;

function clashOf(error: Error): Clash['theirs'] | null {
  if (!(error instanceof Refused) || error.code !== 'stale') return null;
  return (error.more['current'] as Clash['theirs'] | undefined) ?? null; // of our contract of 409s
}

/** The browser asks before what was written and not saved is lost. */
function useWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}
