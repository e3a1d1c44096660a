import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 跟进成员: the member whom customers know. */
@Entity('reps')
export class Rep {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  repUserId!: string;

  @Column({ type: 'varchar', length: 128 })
  name!: string;

  @Column({ type: 'simple-json' })
  departmentIds!: number[];

  /** Has the 客户联系 function and is visible to our app. */
  @Column({ type: 'boolean', default: true })
  active!: boolean;

  @Column({ type: 'double', nullable: true })
  leftAt!: number | null;

  @Column({ type: 'double' })
  syncedAt!: number;
}
