declare module "page:catalogues" {
  const catalogues: Readonly<Record<string, readonly (readonly [id: string, value: unknown])[]>>;
  export default catalogues;
}
