import type { ReactNode } from 'react';
import type { Block, Inline } from './markdown';
import { readMarkdown } from './markdown';

function inline(children: Inline[]): ReactNode[] {
  return children.map((one, index) => {
    switch (one.kind) {
      case 'text':
        return one.text;
      case 'code':
        return <code key={index}>{one.text}</code>;
      case 'bold':
        return <strong key={index}>{inline(one.children)}</strong>;
      case 'font':
        return (
          <span key={index} className={`font-${one.color}`}>
            {inline(one.children)}
          </span>
        );
      case 'link':
        return (
          <a key={index} href={one.href} target="_blank" rel="noreferrer">
            {inline(one.children)}
          </a>
        );
    }
  });
}

function block(one: Block, index: number): ReactNode {
  switch (one.kind) {
    case 'heading':
      return (
        <div key={index} className={`md-heading md-heading-${one.level}`}>
          {inline(one.children)}
        </div>
      );
    case 'quote':
      return (
        <blockquote key={index}>
          {one.lines.map((line, number) => (
            <div key={number}>{inline(line)}</div>
          ))}
        </blockquote>
      );
    case 'gap':
      return <div key={index} className="md-gap" />;
    case 'line':
      return <div key={index}>{inline(one.children)}</div>;
  }
}

export function MarkdownView({ source }: { source: string }) {
  return <div className="markdown">{readMarkdown(source).map(block)}</div>;
}
