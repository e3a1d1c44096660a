import { Alert, Card, DatePicker, Empty, InputNumber, Spin, Tag } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue, useState } from 'react';
import type { ComingCare } from '../../../contract/console/products';
import { useSession } from '../session';
import { draftOf, type EditedProduct } from './product-state';
import { stepDayText } from './product-words';
import { usePreview } from './products-api';

/** What one purchase would set off, from the server's own plays, while the product is edited. */
export function CarePreview({ edited }: { edited: EditedProduct }) {
  const { today } = useSession();
  const [deliveredOn, setDeliveredOn] = useState(today);
  const [quantity, setQuantity] = useState(1);
  const draft = draftOf(useDeferredValue(edited));
  const preview = usePreview(edited.sku, draft, { deliveredOn, quantity });
  const coming = preview.data?.coming ?? [];
  return (
    <Card size="small" title="这样会提醒客户" className="care-preview" role="region" aria-label="提醒预览">
      <div className="care-purchase">
        <label>
          签收日
          <DatePicker
            aria-label="签收日"
            value={dayjs(deliveredOn)}
            allowClear={false}
            onChange={(day) => day && setDeliveredOn(day.format('YYYY-MM-DD'))}
          />
        </label>
        <label>
          件数
          <InputNumber
            aria-label="件数"
            value={quantity}
            min={1}
            max={99}
            precision={0}
            onChange={(count) => setQuantity(Number(count ?? 1))}
          />
        </label>
      </div>
      {preview.error && <Alert type="error" showIcon title={preview.error.message} />}
      {preview.isPending && preview.isFetching && <Spin />}
      {preview.data && coming.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={edited.rhythmOn ? '没有步骤也没有耗材，买了之后不会有提醒' : '节奏已停用，买了之后不会有提醒'}
        />
      )}
      <ol className="care-list" tabIndex={0} aria-label="会收到的提醒" aria-busy={preview.isFetching}>
        {coming.map((care) => (
          <Care key={`${care.play} ${care.firstOn}`} care={care} />
        ))}
      </ol>
      {coming.length > 0 && (
        <p className="quiet">按现有话术、以「李女士」为例；当天还要过免打扰时段和频次上限，可能顺延或合并。</p>
      )}
    </Card>
  );
}

function Care({ care: { firstOn, daysFromDelivery, playTitle, why, text, missing } }: { care: ComingCare }) {
  return (
    <li data-testid="care">
      <div className="care-when">
        <b>{firstOn}</b> {stepDayText(daysFromDelivery)} <Tag>{playTitle}</Tag>
      </div>
      {text === null ? (
        <Alert type="warning" showIcon title={`没有合适的话术，到时不会发送：${missing ?? ''}`} />
      ) : (
        <div className="care-words" title={why}>
          {text}
        </div>
      )}
    </li>
  );
}
