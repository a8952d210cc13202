// The server's clock, as far as it can be known from here.

type Sample = { readonly offset: number; readonly rtt: number };
const samplesMax = 16;

export class ServerClock {
  private samples: readonly Sample[] = [];

  /** A time of the server in an answer: it was read somewhere between asking and hearing. */
  heard(serverTime: string, askedAt: number, heardAt: number): void {
    const at = Date.parse(serverTime);
    const rtt = heardAt - askedAt;
    if (Number.isNaN(at) || rtt < 0) return;
    this.samples = [...this.samples, { offset: at - (askedAt + heardAt) / 2, rtt }].slice(-samplesMax);
  }

  /** What to add to our clock; the quickest of the last answers knows best. */
  offsetMs = (): number => {
    let best: Sample | undefined;
    for (const sample of this.samples) if (best === undefined || sample.rtt <= best.rtt) best = sample;
    return best?.offset ?? 0;
  };
}
