import { Form } from 'antd';
import type { ReactNode } from 'react';
import type { EditedProduct, Faults } from './product-state';

/** What each part of the editor works on. */
export interface EditorPart {
  edited: EditedProduct;
  change: (part: Partial<EditedProduct>) => void;
  faults: Faults;
  mayEdit: boolean;
}

/** A named field with what is wrong with it. */
export function Field({
  label,
  fault,
  note,
  children,
}: {
  label: string;
  fault?: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Form.Item
      layout="vertical"
      label={label}
      className="field"
      validateStatus={fault ? 'error' : ''}
      help={fault}
      extra={note}
    >
      {children}
    </Form.Item>
  );
}
