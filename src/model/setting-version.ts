import { Column, Entity, PrimaryColumn } from 'typeorm';

export const settingNames = ['care', 'festivals', 'roles'] as const;
export type SettingName = (typeof settingNames)[number];

/** 设置: one version of what the console changed; the latest holds, and the files in `config/` where there is none. */
@Entity('setting_versions')
export class SettingVersion {
  @PrimaryColumn({ type: 'varchar', length: 24 })
  name!: SettingName;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'simple-json' })
  value!: unknown;

  @Column({ type: 'varchar', length: 36 })
  memberId!: string;

  /** Why, in the admin's words. */
  @Column({ type: 'varchar', length: 200, default: '' })
  note!: string;

  @Column({ type: 'double' })
  createdAt!: number;
}
