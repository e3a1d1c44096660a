import { InboxOutlined } from '@ant-design/icons';
import { Spin, Upload } from 'antd';
import { type ImportRows, mostImportMegabytes } from '../../../contract/console/batches';

const columns: Record<ImportRows, { needed: string; known: string }> = {
  customers: {
    needed: '「客户ID」「手机号」「unionid」三列之一',
    known: '姓名、生日、农历生日、结婚纪念日、孩子生日、兴趣、备注、退订',
  },
  products: {
    needed: '「商品编码」和「商品名称」',
    known: '价格、分类、标签、使用指导、更换周期、提前提醒、升级商品、配套商品',
  },
  orders: {
    needed: '「订单号」「付款时间」「商品名称」，以及「客户ID」或「手机号」',
    known: '签收时间、状态、实付金额、商品编码、数量、单价',
  },
};

/** Where a file is chosen or dropped, and what it must hold. */
export function ImportFile(props: { rows: ImportRows; isSending: boolean; onFile: (file: File) => void }) {
  const { needed, known } = columns[props.rows];
  return (
    <Spin spinning={props.isSending} description="正在上传">
      <Upload.Dragger
        accept=".csv,.xlsx,.txt"
        showUploadList={false}
        disabled={props.isSending}
        beforeUpload={(file) => {
          props.onFile(file);
          return false;
        }}
      >
        <p className="import-icon">
          <InboxOutlined />
        </p>
        <p>点这里选文件，或把文件拖进来</p>
        <p className="import-hint">CSV（UTF-8 或 GBK）或 Excel（.xlsx），最多 {mostImportMegabytes} MB</p>
      </Upload.Dragger>
      <ul className="import-hint">
        <li>第一行是列名，须有{needed}</li>
        <li>还认得这些列：{known}</li>
        <li>先检查一遍给你看，确认之后才会写入</li>
      </ul>
    </Spin>
  );
}
