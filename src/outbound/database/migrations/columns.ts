/** Column shapes that mean the same on SQLite and MySQL, for `new Table({...})`. */
export const text = (name: string, length: number, more: object = {}) => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
export const long = (name: string, more: object = {}) => ({ name, type: 'text', ...more });
export const int = (name: string, more: object = {}) => ({ name, type: 'integer', ...more });
export const number = (name: string, more: object = {}) => ({ name, type: 'double', ...more });
export const flag = (name: string, more: object = {}) => ({ name, type: 'boolean', ...more });
export const nullable = { isNullable: true };
export const key = { isPrimary: true };
