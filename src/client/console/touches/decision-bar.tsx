import { App, Button, Flex } from 'antd';
import { useState } from 'react';
import { type ConsoleTouch, mostAtOnce } from '../../../contract/console/touches';
import { useMay } from '../session';
import { DecisionDialog } from './decision-dialog';
import { verbTitles } from './decision-words';
import type { TouchFilters } from './touch-address';
import { allTouches, type Verb } from './touches-api';

interface Props {
  filters: TouchFilters;
  /** Of the filters, on this day. */
  total: number;
  chosen: ConsoleTouch[];
  onChoose: (touches: ConsoleTouch[]) => void;
}

/** What may be done with those chosen, one or many. */
export function DecisionBar({ filters, total, chosen, onChoose }: Props) {
  const { message } = App.useApp();
  const mayRelease = useMay('send.approve');
  const [verb, setVerb] = useState<Verb | null>(null);
  const [isGathering, setGathering] = useState(false);
  const chooseAll = async () => {
    setGathering(true);
    await allTouches(filters).then(onChoose, (error: Error) => message.error(error.message));
    setGathering(false);
  };
  const most = Math.min(total, mostAtOnce);
  const shown: Verb[] = mayRelease ? ['hold', 'cancel', 'release'] : ['hold', 'cancel'];
  return (
    <Flex gap={8} wrap align="center" className="touch-decisions">
      <span data-testid="chosen">{chosen.length > 0 ? `已选 ${chosen.length} 条` : '勾选后可以一起处理'}</span>
      <Button size="small" loading={isGathering} disabled={total === 0} onClick={() => void chooseAll()}>
        {total > mostAtOnce ? `选中前 ${most} 条` : `选中全部 ${most} 条`}
      </Button>
      {shown.map((each) => (
        <Button
          key={each}
          size="small"
          danger={each === 'cancel'}
          disabled={chosen.length === 0}
          onClick={() => setVerb(each)}
        >
          {verbTitles[each]}
        </Button>
      ))}
      {chosen.length > 0 && (
        <Button size="small" type="text" onClick={() => onChoose([])}>
          取消选择
        </Button>
      )}
      {verb && (
        <DecisionDialog
          verb={verb}
          touches={chosen}
          onClose={(isDone) => {
            setVerb(null);
            if (isDone) onChoose([]);
          }}
        />
      )}
    </Flex>
  );
}
