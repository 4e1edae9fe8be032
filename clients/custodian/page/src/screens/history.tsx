// One's own answers, by day and curator: counts, and no number of any part.
import { useEffect, useState } from "preact/hooks";
import type { Acts, History } from "../acts.ts";
import { count, date, moment, say } from "./texts.ts";

interface About {
  readonly acts: Acts;
  readonly onDo: (act: () => Promise<void>) => Promise<void>;
}

export function HistoryScreen({ acts, onDo }: About) {
  const [history, setHistory] = useState<History | null>(null);
  useEffect(() => {
    onDo(async () => setHistory(await acts.history()));
  }, []);
  if (!history) return null;
  return (
    <>
      <p>{history.looked === null ? say("never-looked") : say("looked", { when: moment(history.looked) })}</p>
      {history.days.length === 0 ? (
        <p>{say("no-answers")}</p>
      ) : (
        <table>
          <caption>{say("history-what")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("day")}</th>
              <th scope="col">{say("curator")}</th>
              <th scope="col">{say("approved-column")}</th>
              <th scope="col">{say("refused-column")}</th>
            </tr>
          </thead>
          <tbody>
            {history.days.map(({ day, curator, approved, refused }) => (
              <tr key={`${day} ${curator}`}>
                <th scope="row">{date(day)}</th>
                <td>
                  <bdi>{curator}</bdi>
                </td>
                <td>{count(approved)}</td>
                <td>{count(refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
