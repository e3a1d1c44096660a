import { Button, Empty, Flex, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import type { TemplateVersionView, TemplateView } from '../../../contract/console/templates';
import { ErrorNotice, Loading } from '../../ui/states';
import { clockTextIn } from '../../ui/shop-time';
import { useMay, useSession } from '../session';
import { DiffView } from './diff-view';
import { useVersion } from './templates-api';
import type { Desk } from './use-desk';

/** Every version with who and when; any two side by side; an old one back as a new one. */
export function VersionsPanel({ template, desk }: { template: TemplateView; desk: Desk }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const [approves, edits] = [useMay('send.approve'), useMay('templates.edit')];
  const { versions } = template;
  if (versions.length === 0) return <Empty description="还没有发布过，所以没有版本" />;
  return (
    <>
      <Table<TemplateVersionView>
        rowKey="version"
        size="small"
        dataSource={versions}
        pagination={false}
        scroll={{ x: 470, y: 260 }}
        columns={[
          { title: '版本', width: 130, render: (_, row) => `第 ${row.version} 版${row.current ? ' · 使用中' : ''}` },
          {
            title: '什么时候、谁',
            width: 180,
            render: (_, row) => (
              <>
                {clockText(row.createdAt)}
                <br />
                {whoOf(row)}
              </>
            ),
          },
          { title: '说明', dataIndex: 'note' },
          {
            title: '',
            width: 160,
            render: (_, row) =>
              !row.current && (
                <Flex gap={4}>
                  {approves && (
                    <Popconfirm
                      title={`恢复第 ${row.version} 版？`}
                      description="会作为一个新版本立即使用，还没发出的触达会换成它"
                      onConfirm={() => desk.rollBack.mutate({ version: row.version, note: '' })}
                    >
                      <Button size="small" data-testid={`roll-back-${row.version}`}>
                        恢复
                      </Button>
                    </Popconfirm>
                  )}
                  {edits && (
                    <Button size="small" type="text" onClick={() => desk.takeUp.mutate(row.version)}>
                      用作草稿
                    </Button>
                  )}
                </Flex>
              ),
          },
        ]}
      />
      {(versions.length > 1 || template.draft !== null || desk.dirty) && <Comparison template={template} desk={desk} />}
    </>
  );
}

function whoOf({ authorName, approvedBy }: TemplateVersionView): string {
  if (!authorName && !approvedBy) return '随程序或文件导入';
  return [authorName && `${authorName} 写`, approvedBy && `${approvedBy} 批准`].filter(Boolean).join('，');
}

const draftKey = 0;

function Comparison({ template, desk }: { template: TemplateView; desk: Desk }) {
  const { name, versions } = template;
  const newest = versions[0]?.version ?? 1;
  const [from, setFrom] = useState(versions[1]?.version ?? newest);
  const [to, setTo] = useState(desk.dirty || template.draft ? draftKey : newest);
  const before = useVersion(name, from);
  const after = useVersion(name, to === draftKey ? null : to);
  const options = versions.map(({ version }) => ({ value: version, label: `第 ${version} 版` }));
  const error = before.error ?? after.error;
  const afterSource = to === draftKey ? desk.source : after.data?.source;
  return (
    <section aria-label="比较两个版本">
      <Flex gap={8} align="center" wrap style={{ margin: '16px 0 8px' }}>
        比较
        <Select aria-label="从哪一版" value={from} options={options} onChange={setFrom} />
        和
        <Select
          aria-label="到哪一版"
          value={to}
          options={[{ value: draftKey, label: '现在编辑的' }, ...options]}
          onChange={setTo}
        />
        <span className="diff-legend">红色是删去的，绿色是加上的</span>
      </Flex>
      {error && <ErrorNotice error={error} />}
      {before.data && afterSource !== undefined ? (
        <DiffView
          before={{ title: `第 ${from} 版`, text: before.data.source }}
          after={{ title: to === draftKey ? '现在编辑的' : `第 ${to} 版`, text: afterSource }}
        />
      ) : (
        !error && <Loading />
      )}
    </section>
  );
}
