import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 企业标签. */
@Entity('corp_tags')
export class CorpTag {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  tagId!: string;

  @Column({ type: 'varchar', length: 64 })
  groupId!: string;

  @Column({ type: 'varchar', length: 64 })
  groupName!: string;

  @Column({ type: 'varchar', length: 64 })
  name!: string;

  @Column({ type: 'double', default: 0 })
  sort!: number;
}
