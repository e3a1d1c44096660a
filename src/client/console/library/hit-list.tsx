import { Empty, Tag } from 'antd';
import type { LibraryHitView } from '../../../contract/console/library';
import { ErrorNotice, Loading } from '../../ui/states';
import { useSearch } from './library-api';
import { kindNames } from './library-words';

/** What fits a question, the best first, with the words that made it so. */
export function HitList({ q, onOpen }: { q: string; onOpen: (id: string) => void }) {
  const search = useSearch(q);
  if (search.error) return <ErrorNotice error={search.error} onRetry={() => void search.refetch()} />;
  if (!search.data) return <Loading />;
  const { hits, searched } = search.data;
  if (hits.length === 0) return <Empty description={`${searched} 条里没有找到「${q}」：换个说法，或新建一条`} />;
  return (
    <section aria-label="搜索结果" aria-busy={search.isFetching}>
      <p className="library-found">在 {searched} 条里找到这些，最合适的在前；标出的是与问题相同或同义的词</p>
      <ol className="library-hits">
        {hits.map((hit) => (
          <li key={hit.id}>
            <Hit hit={hit} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Hit({
  hit: { id, kind, title, text, source, matched },
  onOpen,
}: {
  hit: LibraryHitView;
  onOpen: (id: string) => void;
}) {
  return (
    <button type="button" className="library-entry" onClick={() => onOpen(id)}>
      <span className="library-title">
        <span>
          <Marked text={title} words={matched} />
        </span>{' '}
        <Tag>{kindNames[kind]}</Tag>
      </span>
      <span className="library-text">
        <Marked text={text} words={matched} />
      </span>
      <span className="library-source">来自 {source}</span>
    </button>
  );
}

/** The text with some words marked, the longest where one holds another. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return text;
  const pattern = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // With the pattern in brackets every second part is one of the words.
  const parts = text.split(new RegExp(`(${pattern})`, 'giu'));
  return parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));
}
