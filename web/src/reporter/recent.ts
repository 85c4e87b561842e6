/** The last things of many. */
export class Recent<T> {
  private items: T[] = [];

  constructor(private readonly kept: number) {}

  add(item: T): void {
    this.items.push(item);
    if (this.items.length > this.kept) this.items.shift();
  }

  all(): readonly T[] {
    return [...this.items];
  }
}
