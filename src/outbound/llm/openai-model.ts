import type { LanguageModel } from '../../kernel/ports';

interface Options {
  baseUrl: string;
  apiKey: string;
  model: string;
}

/** Low: it is to keep to what it was given. */
const temperature = 0.2;
const mostTokens = 800;

/** Any endpoint that speaks OpenAI's chat completions. The client is loaded at the first call. */
export class OpenAiModel implements LanguageModel {
  private client: ReturnType<typeof openClient> | null = null;

  constructor(private readonly options: Options) {}

  async *write({ system, user, signal }: Parameters<LanguageModel['write']>[0]): AsyncIterable<string> {
    const client = await (this.client ??= openClient(this.options));
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ];
    const { model } = this.options;
    const request = { model, messages, temperature, max_tokens: mostTokens, stream: true as const };
    for await (const { choices } of await client.chat.completions.create(request, { signal })) {
      const piece = choices[0]?.delta?.content;
      if (piece) yield piece;
    }
  }
}

async function openClient({ baseUrl: baseURL, apiKey }: Options) {
  const { OpenAI } = await import('openai');
  // Who waits gives up after some seconds: a second try would come too late.
  return new OpenAI({ baseURL, apiKey, maxRetries: 0 });
}
