// A page's own stores in IndexedDB, one record each. Every change is on the disk before the promise of it is kept.

export interface Stores<Name extends string> {
  readonly read: <T>(from: Name, key: string) => Promise<T | null>;
  // One transaction; all of it, or nothing where `act` throws.
  readonly write: (act: (open: (name: Name) => IDBObjectStore) => Promise<void>) => Promise<void>;
}

export function database<Name extends string>(name: string, stores: readonly Name[]): Stores<Name> {
  function opened(): Promise<IDBDatabase> {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const store of stores) opening.result.createObjectStore(store);
    };
    return asked(opening);
  }

  async function read<T>(from: Name, key: string): Promise<T | null> {
    const database = await opened();
    try {
      const found: T | undefined = await asked(database.transaction(from).objectStore(from).get(key));
      return found ?? null;
    } finally {
      database.close();
    }
  }

  async function write(act: (open: (name: Name) => IDBObjectStore) => Promise<void>): Promise<void> {
    const database = await opened();
    try {
      // Strict: on the disk, not only handed to the system. A quota must outlive whatever ends this tab.
      const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
      const done = ended(transaction);
      try {
        await act((name) => transaction.objectStore(name));
      } catch (error) {
        transaction.abort();
        await done.catch(() => undefined);
        throw error;
      }
      await done;
    } finally {
      database.close();
    }
  }

  return { read, write };
}

export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result);
    request.onerror = () => fail(request.error);
  });

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((go, fail) => {
    transaction.oncomplete = () => go();
    transaction.onabort = () => fail(transaction.error);
  });
