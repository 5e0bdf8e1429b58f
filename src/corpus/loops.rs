//! Loops in who leads to whom.

use std::collections::VecDeque;

/// The loops of a graph: for each node the nodes that it leads to, in order. Each loop starts with its first node;
/// every edge that lies on some loop lies on one of those given, and none is given twice. A node that leads to itself
/// is no loop.
pub fn loops(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let group = groups(edges);
    let mut covered: Vec<Vec<bool>> = edges.iter().map(|to| vec![false; to.len()]).collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; edges.len()];
    for start in 0..edges.len() {
        for (at, &next) in edges[start].iter().enumerate() {
            if next == start || group[next] != group[start] || covered[start][at] {
                continue;
            }
            let Some(path) = shortest(edges, &group, next, start, &mut before) else {
                continue;
            };
            let mut nodes = vec![start];
            nodes.extend(path.into_iter().filter(|&node| node != start));
            for (index, &node) in nodes.iter().enumerate() {
                let to = nodes[(index + 1) % nodes.len()];
                for (at, &other) in edges[node].iter().enumerate() {
                    covered[node][at] |= other == to;
                }
            }
            let first = (0..nodes.len()).min_by_key(|&at| nodes[at]).unwrap_or(0);
            nodes.rotate_left(first);
            found.push(nodes);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The shortest way, both ends included, within one group. `before` is a work space and is left empty.
fn shortest(
    edges: &[Vec<usize>],
    group: &[usize],
    from: usize,
    to: usize,
    before: &mut [Option<usize>],
) -> Option<Vec<usize>> {
    let mut queue = VecDeque::from([from]);
    let mut seen = vec![from];
    before[from] = Some(from);
    let mut arrived = false;
    'search: while let Some(node) = queue.pop_front() {
        for &next in &edges[node] {
            if group[next] == group[to] && before[next].is_none() {
                before[next] = Some(node);
                seen.push(next);
                if next == to {
                    arrived = true;
                    break 'search;
                }
                queue.push_back(next);
            }
        }
    }
    let mut path = Vec::new();
    if arrived {
        let mut at = to;
        while at != from {
            path.push(at);
            at = before[at].unwrap_or(from);
        }
        path.push(from);
        path.reverse();
    }
    for node in seen {
        before[node] = None;
    }
    arrived.then_some(path)
}

/// For each node the number of its group: nodes that lead to each other have the same (Tarjan's algorithm, without
/// recursion: a loop may be as long as the site has pages).
fn groups(edges: &[Vec<usize>]) -> Vec<usize> {
    let count = edges.len();
    let (mut order, mut low) = (vec![usize::MAX; count], vec![0; count]);
    let mut group = vec![usize::MAX; count];
    let (mut stack, mut work): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let (mut next_order, mut next_group) = (0, 0);
    for root in 0..count {
        if order[root] != usize::MAX {
            continue;
        }
        work.push((root, 0));
        while let Some((node, at)) = work.pop() {
            if at == 0 {
                order[node] = next_order;
                low[node] = next_order;
                next_order += 1;
                stack.push(node);
            }
            if let Some(&to) = edges[node].get(at) {
                work.push((node, at + 1));
                if order[to] == usize::MAX {
                    work.push((to, 0));
                } else if group[to] == usize::MAX {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    group[member] = next_group;
                    if member == node {
                        break;
                    }
                }
                next_group += 1;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loop_is_found_once() {
        for (edges, expected) in [
            (vec![], vec![]),
            (vec![vec![0], vec![2], vec![]], vec![]),
            (vec![vec![1], vec![0]], vec![vec![0, 1]]),
            (
                vec![vec![1], vec![2], vec![0], vec![0]],
                vec![vec![0, 1, 2]],
            ),
            (
                vec![vec![1, 2], vec![0], vec![0]],
                vec![vec![0, 1], vec![0, 2]],
            ),
            (
                vec![vec![2], vec![3], vec![0], vec![1, 2]],
                vec![vec![0, 2], vec![1, 3]],
            ),
        ] {
            assert_eq!(loops(&edges), expected, "{edges:?}");
        }
    }

    #[test]
    fn a_loop_of_a_hundred_thousand_is_found_in_time() {
        let count = 100_000;
        let edges: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        assert_eq!(loops(&edges).len(), 1);
    }
}
