import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Spin } from 'antd';
import { useState } from 'react';
import { doctorEndpoints } from '../../../contract/console/doctor';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import './doctor.css';

/** What is known of a step: being looked at, or what was found. */
type Finding = 'running' | { ok: boolean; words: string };

/** 接入: the set-up in the order that works, each step checked live, with the way to mend what fails. */
export function DoctorPage() {
  const list = useQuery({ queryKey: ['doctor'], queryFn: () => call(doctorEndpoints.listDoctorSteps, {}) });
  const [findings, setFindings] = useState<ReadonlyMap<string, Finding>>(new Map());
  const steps = list.data?.steps ?? [];
  const note = (name: string, finding: Finding) => setFindings((known) => new Map(known).set(name, finding));
  const check = async (name: string) => {
    note(name, 'running');
    const found = await call(doctorEndpoints.runDoctorStep, { params: { name } }).catch((error: Error) => ({
      ok: false,
      words: error.message,
    }));
    note(name, found);
  };
  const checkAll = async () => {
    setFindings(new Map());
    for (const { name } of steps) await check(name);
  };
  const isRunning = [...findings.values()].includes('running');
  return (
    <>
      <PageHead
        title="接入"
        note="连接企业微信的每一步，按顺序做；每一步都实时检查"
        actions={
          <Button type="primary" loading={isRunning} disabled={steps.length === 0} onClick={() => void checkAll()}>
            全部检查
          </Button>
        }
      />
      {list.isPending && <Loading />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.sandbox && (
        <Alert
          type="info"
          showIcon
          className="doctor-note"
          title="现在是沙箱模式"
          description="还没有连接真实的企业微信；下面的检查对着沙箱进行，可以先看看会检查什么。"
        />
      )}
      <Summary findings={[...findings.values()]} of={steps.length} />
      <ol className="doctor-steps">
        {steps.map(({ name, title, mend }, index) => (
          <li key={name} data-testid={`step-${name}`}>
            <StepCard
              title={`${index + 1}. ${title}`}
              mend={mend}
              finding={findings.get(name)}
              disabled={isRunning}
              onCheck={() => void check(name)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function Summary({ findings, of }: { findings: Finding[]; of: number }) {
  const done = findings.filter((finding) => finding !== 'running');
  if (of === 0 || done.length < of) return null;
  const failed = done.filter(({ ok }) => !ok).length;
  return failed === 0 ? (
    <Alert type="success" showIcon className="doctor-note" title={`${of} 步全部通过，可以开始照顾客户了`} />
  ) : (
    <Alert type="warning" showIcon className="doctor-note" title={`${failed} 步没有通过，请先处理最前面的一步`} />
  );
}

interface StepProps {
  title: string;
  mend: string;
  finding: Finding | undefined;
  disabled: boolean;
  onCheck: () => void;
}

function StepCard({ title, mend, finding, disabled, onCheck }: StepProps) {
  const found = finding === 'running' ? undefined : finding;
  return (
    <Card
      size="small"
      title={
        <span className="doctor-title">
          <StateIcon finding={finding} /> {title}
        </span>
      }
      extra={
        <Button size="small" disabled={disabled} onClick={onCheck} aria-label={`检查：${title}`}>
          检查
        </Button>
      }
    >
      {found && <p className={found.ok ? 'doctor-ok' : 'doctor-fault'}>{found.words}</p>}
      {found?.ok !== true && <p className="doctor-mend">{found ? `怎么改：${mend}` : mend}</p>}
    </Card>
  );
}

function StateIcon({ finding }: { finding: Finding | undefined }) {
  if (finding === undefined) return <MinusCircleOutlined aria-label="还没检查" className="doctor-mend" />;
  if (finding === 'running') return <Spin size="small" aria-label="检查中" />;
  return finding.ok ? (
    <CheckCircleFilled aria-label="通过" className="doctor-ok" />
  ) : (
    <CloseCircleFilled aria-label="没有通过" className="doctor-fault" />
  );
}
